#ifndef AUZAP_CCURL_H
#define AUZAP_CCURL_H

#include <stddef.h>

// Types and constants only: nothing here is linked. The functions below call a libcurl that is loaded at run time.
#define CURL_DISABLE_TYPECHECK
#define CURL_DISABLE_DEPRECATION
#include <curl/curl.h>

#pragma clang assume_nonnull begin

typedef size_t (*auzap_curl_data_function)(char *data, size_t size, size_t count, void *_Nullable context);
typedef curl_socket_t (*auzap_curl_socket_function)(
    void *_Nullable context, curlsocktype purpose, struct curl_sockaddr *address);

/// Loads libcurl and initialises it, once for the process; any thread may call it, any number of times.
/// Returns NULL when it is ready, else what the loader said (valid for the life of the process). Every other
/// function here may be called only after this returned NULL.
const char *_Nullable auzap_curl_load(void);

CURL *_Nullable auzap_curl_easy_init(void);
void auzap_curl_easy_cleanup(CURL *easy);
const char *auzap_curl_strerror(CURLcode code);

CURLcode auzap_curl_set_long(CURL *easy, CURLoption option, long value);
CURLcode auzap_curl_set_offset(CURL *easy, CURLoption option, curl_off_t value);
/// libcurl copies text, except for CURLOPT_POSTFIELDS.
CURLcode auzap_curl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode auzap_curl_set_pointer(CURL *easy, CURLoption option, void *_Nullable value);
CURLcode auzap_curl_set_data_function(CURL *easy, CURLoption option, auzap_curl_data_function function);
CURLcode auzap_curl_set_socket_function(CURL *easy, auzap_curl_socket_function function);
/// Refuses every scheme but http and https, with the option that this libcurl's version has.
CURLcode auzap_curl_set_http_only(CURL *easy);
/// A transfer ended during name resolution does not wait for the resolver; does nothing before libcurl 7.87.
void auzap_curl_set_quick_exit(CURL *easy);

long auzap_curl_get_long(CURL *easy, CURLINFO info);
curl_off_t auzap_curl_get_offset(CURL *easy, CURLINFO info);

/// Appends a copy of the line; NULL when out of memory, the list then being unchanged.
struct curl_slist *_Nullable auzap_curl_slist_append(struct curl_slist *_Nullable list, const char *line);
void auzap_curl_slist_free(struct curl_slist *_Nullable list);

CURLM *_Nullable auzap_curl_multi_init(void);
CURLMcode auzap_curl_multi_cleanup(CURLM *multi);
CURLMcode auzap_curl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode auzap_curl_multi_add(CURLM *multi, CURL *easy);
CURLMcode auzap_curl_multi_remove(CURLM *multi, CURL *easy);
CURLMcode auzap_curl_multi_perform(CURLM *multi);
/// Waits for traffic, a timer of libcurl's, a wakeup, or the time limit.
CURLMcode auzap_curl_multi_poll(CURLM *multi, int milliseconds);
/// Ends a poll, now or the next one. The one function that another thread may call on a handle in use.
CURLMcode auzap_curl_multi_wakeup(CURLM *multi);
/// The next transfer that ended, and how; NULL when there is none left.
CURL *_Nullable auzap_curl_multi_next_done(CURLM *multi, CURLcode *result);

/// Writes one part of an absolute URL, as libcurl itself reads it, with a closing NUL.
/// Returns CURLUE_OK; CURLUE_OUT_OF_MEMORY also when it does not fit.
CURLUcode auzap_curl_url_part(const char *url, CURLUPart part, char *buffer, size_t capacity);

/// Writes the bytes of an IP address, network order. Returns 4, 16, or 0 for another family.
int auzap_curl_address_bytes(const struct curl_sockaddr *address, unsigned char *bytes16);
/// A socket for the address, closed on exec; CURL_SOCKET_BAD when the system refuses.
curl_socket_t auzap_curl_open_socket(const struct curl_sockaddr *address);

#pragma clang assume_nonnull end

#endif
