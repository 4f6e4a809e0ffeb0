#define _GNU_SOURCE
#include "CCrypt.h"

#include <crypt.h>
#include <stdlib.h>
#include <string.h>

bool ccrypt_matches(const char *secret, const char *stored) {
    struct crypt_data *data = calloc(1, sizeof *data);
    if (!data) return false;
    const char *made = crypt_r(secret, stored, data);
    size_t length = strlen(stored);
    bool matches = made && strlen(made) == length;
    if (matches) {
        // Every byte is looked at, so that time does not tell where two hashes part.
        unsigned char difference = 0;
        for (size_t i = 0; i < length; i++) difference |= (unsigned char)(made[i] ^ stored[i]);
        matches = difference == 0;
    }
    explicit_bzero(data, sizeof *data);
    free(data);
    return matches;
}
