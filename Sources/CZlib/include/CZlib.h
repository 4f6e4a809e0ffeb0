#ifndef AUZAP_CZLIB_H
#define AUZAP_CZLIB_H

#include <stddef.h>
#include <stdint.h>

/// The most bytes that `czlib_gzip` makes of `count`.
size_t czlib_bound(size_t count);

/// Writes `count` bytes of `source` to `target` in gzip form (RFC 1952), at `level` 1...9.
/// Returns how many bytes were written; 0 when memory is short or `room` too small.
size_t czlib_gzip(const uint8_t *source, size_t count, uint8_t *target, size_t room, int level);

#endif
