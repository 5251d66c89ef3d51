/* Inflates the members of gzip data, one after the other. */
#include "io/gzip.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/memory.h"
#include "io/form.h"

enum { BLOCK = 1 << 17 };

struct mim_gzip {
    mim_block_fn below;
    void *from;
    bool in_member; /* the stream is inside a member */
    bool ended;     /* there are no more bytes below */
    bool started;   /* the first block has been given out */
    z_stream stream;
    unsigned turn; /* which text was given out last */
    uint8_t texts[2][BLOCK];
};

bool mim_gzip_begins(const uint8_t *data, size_t size)
{
    return size >= 2 && data[0] == 0x1f && data[1] == 0x8b;
}

mimicry_status mim_gzip_open(mim_block_fn below, void *from, struct mim_gzip **out,
                             mimicry_error *error)
{
    enum { GZIP_WRAPPER = 16 };
    struct mim_gzip *g = mim_alloc_zeroed(1, sizeof *g);
    *out = NULL;
    if (g == NULL)
        return mim_fail_memory(error);
    g->below = below;
    g->from = from;
    g->in_member = true;
    if (inflateInit2(&g->stream, MAX_WBITS + GZIP_WRAPPER) != Z_OK) {
        free(g);
        return mim_fail_memory(error);
    }
    *out = g;
    return MIMICRY_OK;
}

void mim_gzip_close(struct mim_gzip *g)
{
    if (g == NULL)
        return;
    inflateEnd(&g->stream);
    free(g);
}

/* Gets bytes from below, all that were there having been taken. */
static mimicry_status fill(struct mim_gzip *g, mimicry_error *error)
{
    const uint8_t *data;
    size_t size;
    const mimicry_status status = g->below(g->from, &data, &size, error);
    if (status != MIMICRY_OK)
        return status;
    g->ended = size == 0;
    g->stream.next_in = (uint8_t *)(uintptr_t)data; /* zlib only reads there */
    g->stream.avail_in = (uInt)size;
    return MIMICRY_OK;
}

/* Between two members. Writers may pad the last one with zeros; gzip itself ignores them. */
static mimicry_status next_member(struct mim_gzip *g, mimicry_error *error)
{
    for (;;) {
        while (g->stream.avail_in > 0 && *g->stream.next_in == 0) {
            g->stream.next_in++;
            g->stream.avail_in--;
        }
        if (g->stream.avail_in > 0)
            break;
        if (g->ended)
            return MIMICRY_OK;
        const mimicry_status status = fill(g, error);
        if (status != MIMICRY_OK)
            return status;
    }
    if (*g->stream.next_in != 0x1f)
        return mim_fail(error, MIMICRY_E_FORMAT, "the gzip data is followed by something else");
    inflateReset(&g->stream);
    g->in_member = true;
    return MIMICRY_OK;
}

static mimicry_status inflate_member(struct mim_gzip *g, mimicry_error *error)
{
    if (g->stream.avail_in == 0 && g->ended)
        return mim_fail(error, MIMICRY_E_FORMAT,
                        "the gzip data ends too early: the file is truncated");
    if (g->stream.avail_in == 0)
        return fill(g, error);
    const int answer = inflate(&g->stream, Z_NO_FLUSH);
    if (answer == Z_STREAM_END)
        g->in_member = false;
    else if (answer == Z_MEM_ERROR)
        return mim_fail_memory(error);
    else if (answer != Z_OK && answer != Z_BUF_ERROR)
        return mim_fail(error, MIMICRY_E_FORMAT, "the gzip data is damaged (%s)",
                        g->stream.msg != NULL ? g->stream.msg : "no gzip");
    return MIMICRY_OK;
}

mimicry_status mim_gzip_read(void *gzip, const uint8_t **data, size_t *size, mimicry_error *error)
{
    struct mim_gzip *g = gzip;
    const size_t least = g->started ? 1 : MIM_FORM_BYTES;
    mimicry_status status = MIMICRY_OK;
    g->started = true;
    g->turn = 1 - g->turn;
    g->stream.next_out = g->texts[g->turn];
    g->stream.avail_out = BLOCK;
    while (status == MIMICRY_OK && BLOCK - g->stream.avail_out < least) {
        if (!g->in_member) {
            status = next_member(g, error);
            if (status != MIMICRY_OK || !g->in_member)
                break;
        }
        status = inflate_member(g, error);
    }
    *data = g->texts[g->turn];
    *size = BLOCK - g->stream.avail_out;
    return status;
}
