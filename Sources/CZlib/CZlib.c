#include "CZlib.h"

#include <zlib.h>

// 15 bits of window; 16 more ask for the gzip form.
enum { window = 15 + 16, memory = 8 };

size_t czlib_bound(size_t count) { return compressBound((uLong)count) + 18; }

size_t czlib_gzip(const uint8_t *source, size_t count, uint8_t *target, size_t room, int level) {
    z_stream stream = {0};
    if (deflateInit2(&stream, level, Z_DEFLATED, window, memory, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (Bytef *)source;
    stream.avail_in = (uInt)count;
    stream.next_out = target;
    stream.avail_out = (uInt)room;
    int status = deflate(&stream, Z_FINISH);
    size_t written = status == Z_STREAM_END ? stream.total_out : 0;
    deflateEnd(&stream);
    return written;
}
