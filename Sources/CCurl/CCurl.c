#define _GNU_SOURCE
#include "CCurl.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

// The functions taken from libcurl, each once: name, result, parameters.
#define EACH_FUNCTION(F)                                                              \
    F(curl_global_init, CURLcode, (long))                                             \
    F(curl_easy_init, CURL *, (void))                                                 \
    F(curl_easy_cleanup, void, (CURL *))                                              \
    F(curl_easy_strerror, const char *, (CURLcode))                                   \
    F(curl_easy_setopt, CURLcode, (CURL *, CURLoption, ...))                          \
    F(curl_easy_getinfo, CURLcode, (CURL *, CURLINFO, ...))                           \
    F(curl_slist_append, struct curl_slist *, (struct curl_slist *, const char *))    \
    F(curl_slist_free_all, void, (struct curl_slist *))                               \
    F(curl_multi_init, CURLM *, (void))                                               \
    F(curl_multi_cleanup, CURLMcode, (CURLM *))                                       \
    F(curl_multi_setopt, CURLMcode, (CURLM *, CURLMoption, ...))                      \
    F(curl_multi_add_handle, CURLMcode, (CURLM *, CURL *))                            \
    F(curl_multi_remove_handle, CURLMcode, (CURLM *, CURL *))                         \
    F(curl_multi_perform, CURLMcode, (CURLM *, int *))                                \
    F(curl_multi_poll, CURLMcode, (CURLM *, struct curl_waitfd *, unsigned, int, int *)) \
    F(curl_multi_wakeup, CURLMcode, (CURLM *))                                        \
    F(curl_multi_info_read, CURLMsg *, (CURLM *, int *))                              \
    F(curl_url, CURLU *, (void))                                                      \
    F(curl_url_cleanup, void, (CURLU *))                                              \
    F(curl_url_set, CURLUcode, (CURLU *, CURLUPart, const char *, unsigned))          \
    F(curl_url_get, CURLUcode, (const CURLU *, CURLUPart, char **, unsigned))         \
    F(curl_free, void, (void *))

#define AS_MEMBER(name, result, parameters) result (*name) parameters;
static struct { EACH_FUNCTION(AS_MEMBER) } lib;

static pthread_once_t loaded = PTHREAD_ONCE_INIT;
static char failure[512];

static int fail(const char *text) {
    snprintf(failure, sizeof failure, "%s", text != NULL ? text : "libcurl cannot be loaded");
    return 0;
}

static int find(void *handle, const char *name, void *slot) {
    void *symbol = dlsym(handle, name);
    if (symbol == NULL) return fail(dlerror());
    // POSIX lets a function pointer travel as void *; ISO C has no cast for it.
    memcpy(slot, &symbol, sizeof symbol);
    return 1;
}

static int find_all(void *handle) {
#define AS_LOOKUP(name, result, parameters) \
    if (!find(handle, #name, &lib.name)) return 0;
    EACH_FUNCTION(AS_LOOKUP)
    return 1;
}

static void load_once(void) {
    void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        // The first reason is the one worth telling: it names the library to install.
        fail(dlerror());
        handle = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
        if (handle == NULL) return;
        failure[0] = 0;
    }
    if (!find_all(handle)) return;
    CURLcode code = lib.curl_global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK) fail(lib.curl_easy_strerror(code));
}

const char *auzap_curl_load(void) {
    pthread_once(&loaded, load_once);
    return failure[0] != 0 ? failure : NULL;
}

CURL *auzap_curl_easy_init(void) { return lib.curl_easy_init(); }
void auzap_curl_easy_cleanup(CURL *easy) { lib.curl_easy_cleanup(easy); }
const char *auzap_curl_strerror(CURLcode code) { return lib.curl_easy_strerror(code); }

CURLcode auzap_curl_set_long(CURL *easy, CURLoption option, long value) {
    return lib.curl_easy_setopt(easy, option, value);
}

CURLcode auzap_curl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return lib.curl_easy_setopt(easy, option, value);
}

CURLcode auzap_curl_set_text(CURL *easy, CURLoption option, const char *value) {
    return lib.curl_easy_setopt(easy, option, value);
}

CURLcode auzap_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return lib.curl_easy_setopt(easy, option, value);
}

CURLcode auzap_curl_set_data_function(CURL *easy, CURLoption option, auzap_curl_data_function function) {
    return lib.curl_easy_setopt(easy, option, function);
}

CURLcode auzap_curl_set_socket_function(CURL *easy, auzap_curl_socket_function function) {
    return lib.curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, function);
}

CURLcode auzap_curl_set_http_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
    CURLcode code = lib.curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    if (code == CURLE_OK) return code;
#endif
    return lib.curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
}

void auzap_curl_set_quick_exit(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
    lib.curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
    (void)easy;
#endif
}

long auzap_curl_get_long(CURL *easy, CURLINFO info) {
    long value = 0;
    lib.curl_easy_getinfo(easy, info, &value);
    return value;
}

curl_off_t auzap_curl_get_offset(CURL *easy, CURLINFO info) {
    curl_off_t value = 0;
    lib.curl_easy_getinfo(easy, info, &value);
    return value;
}

struct curl_slist *auzap_curl_slist_append(struct curl_slist *list, const char *line) {
    return lib.curl_slist_append(list, line);
}

void auzap_curl_slist_free(struct curl_slist *list) { lib.curl_slist_free_all(list); }

CURLM *auzap_curl_multi_init(void) { return lib.curl_multi_init(); }
CURLMcode auzap_curl_multi_cleanup(CURLM *multi) { return lib.curl_multi_cleanup(multi); }

CURLMcode auzap_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return lib.curl_multi_setopt(multi, option, value);
}

CURLMcode auzap_curl_multi_add(CURLM *multi, CURL *easy) { return lib.curl_multi_add_handle(multi, easy); }
CURLMcode auzap_curl_multi_remove(CURLM *multi, CURL *easy) { return lib.curl_multi_remove_handle(multi, easy); }

CURLMcode auzap_curl_multi_perform(CURLM *multi) {
    int running = 0;
    return lib.curl_multi_perform(multi, &running);
}

CURLMcode auzap_curl_multi_poll(CURLM *multi, int milliseconds) {
    return lib.curl_multi_poll(multi, NULL, 0, milliseconds, NULL);
}

CURLMcode auzap_curl_multi_wakeup(CURLM *multi) { return lib.curl_multi_wakeup(multi); }

CURL *auzap_curl_multi_next_done(CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = lib.curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}

static CURLUcode copy_part(CURLU *parsed, CURLUPart part, char *buffer, size_t capacity) {
    char *text = NULL;
    CURLUcode code = lib.curl_url_get(parsed, part, &text, 0);
    if (code != CURLUE_OK) return code;
    size_t length = strlen(text);
    if (length < capacity) {
        memcpy(buffer, text, length + 1);
    } else {
        code = CURLUE_OUT_OF_MEMORY;
    }
    lib.curl_free(text);
    return code;
}

CURLUcode auzap_curl_url_part(const char *url, CURLUPart part, char *buffer, size_t capacity) {
    CURLU *parsed = lib.curl_url();
    if (parsed == NULL) return CURLUE_OUT_OF_MEMORY;
    CURLUcode code = lib.curl_url_set(parsed, CURLUPART_URL, url, CURLU_DISALLOW_USER);
    if (code == CURLUE_OK) code = copy_part(parsed, part, buffer, capacity);
    lib.curl_url_cleanup(parsed);
    return code;
}

int auzap_curl_address_bytes(const struct curl_sockaddr *address, unsigned char *bytes16) {
    // The whole address lies at `addr`, past the end of the type that libcurl declares for it. Copied out,
    // since it need not be aligned for the type it is.
    if (address->family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, &address->addr, sizeof v4);
        memcpy(bytes16, &v4.sin_addr, 4);
        return 4;
    }
    if (address->family == AF_INET6 && address->addrlen >= sizeof(struct sockaddr_in6)) {
        const unsigned char *raw = (const unsigned char *)address + offsetof(struct curl_sockaddr, addr);
        memcpy(bytes16, raw + offsetof(struct sockaddr_in6, sin6_addr), 16);
        return 16;
    }
    return 0;
}

curl_socket_t auzap_curl_open_socket(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}
