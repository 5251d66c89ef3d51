/* Packs bytes as gzip with zlib. */
#include "io/deflate.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/memory.h"

enum {
    GZIP = 16 + MAX_WBITS, /* a gzip stream with the widest window */
    STEP = 1 << 16,        /* bytes of room for each call, at least */
    MOST = 1 << 30         /* bytes that zlib takes at once */
};

struct mim_deflate {
    z_stream stream;
    struct mim_packed *packed;
};

mimicry_status mim_deflate_create(struct mim_packed *packed, struct mim_deflate **out,
                                  mimicry_error *error)
{
    struct mim_deflate *packer = mim_alloc_zeroed(1, sizeof *packer);
    *out = NULL;
    if (packer == NULL)
        return mim_fail_memory(error);
    if (deflateInit2(&packer->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        free(packer);
        return mim_fail_memory(error);
    }
    packer->packed = packed;
    *out = packer;
    return MIMICRY_OK;
}

/* Packs until zlib has no more to give: Z_STREAM_END at the end of the stream. */
static mimicry_status run(struct mim_deflate *packer, int flush, mimicry_error *error)
{
    struct mim_packed *packed = packer->packed;
    do {
        uint8_t *grown = mim_grow(packed->bytes, &packed->room, packed->used + STEP, 1);
        if (grown == NULL)
            return mim_fail_memory(error);
        packed->bytes = grown;
        packer->stream.next_out = packed->bytes + packed->used;
        packer->stream.avail_out = STEP;
        (void)deflate(&packer->stream, flush); /* it fails for streams that were not begun alone */
        packed->used += STEP - packer->stream.avail_out;
    } while (packer->stream.avail_out == 0);
    return MIMICRY_OK;
}

mimicry_status mim_deflate_add(struct mim_deflate *packer, const char *bytes, size_t count,
                               mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    while (count > 0 && status == MIMICRY_OK) {
        const size_t some = count < MOST ? count : MOST;
        packer->stream.next_in = (Bytef *)(uintptr_t)bytes; /* zlib does not write there */
        packer->stream.avail_in = (uInt)some;
        status = run(packer, Z_NO_FLUSH, error);
        bytes += some;
        count -= some;
    }
    return status;
}

mimicry_status mim_deflate_end(struct mim_deflate *packer, mimicry_error *error)
{
    packer->stream.avail_in = 0;
    return run(packer, Z_FINISH, error);
}

void mim_deflate_free(struct mim_deflate *packer)
{
    if (packer == NULL)
        return;
    deflateEnd(&packer->stream);
    free(packer);
}

const char *mim_deflate_library(void)
{
    return zlibVersion();
}
