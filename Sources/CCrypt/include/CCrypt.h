#ifndef AUZAP_CCRYPT_H
#define AUZAP_CCRYPT_H

#include <stdbool.h>

/// True when `stored` is a hash that libxcrypt makes of `secret` (crypt(5)). Needs 32 KiB for the time it runs.
bool ccrypt_matches(const char *secret, const char *stored);

#endif
