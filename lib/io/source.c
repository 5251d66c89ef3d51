/* Reads a file in blocks; gzip, of any number of members, is inflated on the way. */
#include "io/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/checksum.h"
#include "base/memory.h"

enum { BLOCK = 1 << 17 };

struct mim_source {
    char *name;
    int descriptor;
    bool is_gzip;
    bool in_member; /* the stream is inside a gzip member */
    bool ended;     /* the file's last byte has been read */
    bool started;   /* the first block has been handed out */
    uint64_t size;
    uint32_t crc;
    size_t filled;          /* bytes of raw */
    const uint8_t *pending; /* handed out by the next read, if pending_size > 0 */
    size_t pending_size;
    z_stream stream; /* reads from raw, writes to text */
    uint8_t raw[BLOCK];
    uint8_t text[BLOCK];
};

/* Fills raw as far as the file goes. */
static mimicry_status fill_raw(struct mim_source *s, uint64_t line, mimicry_error *error)
{
    s->filled = 0;
    while (s->filled < BLOCK && !s->ended) {
        const ssize_t got = read(s->descriptor, s->raw + s->filled, BLOCK - s->filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            mim_fail_system(error, s->name, "read");
            if (error != NULL)
                error->line = line;
            return MIMICRY_E_IO;
        }
        s->ended = got == 0;
        s->filled += (size_t)got;
    }
    s->size += s->filled;
    s->crc = mim_crc32(s->crc, s->raw, s->filled);
    s->stream.next_in = s->raw;
    s->stream.avail_in = (uInt)s->filled;
    return MIMICRY_OK;
}

static mimicry_status start(struct mim_source *s, mimicry_error *error)
{
    const mimicry_status status = fill_raw(s, 1, error);
    if (status != MIMICRY_OK)
        return status;
    s->is_gzip = s->filled >= 2 && s->raw[0] == 0x1f && s->raw[1] == 0x8b;
    if (!s->is_gzip)
        return MIMICRY_OK;
    enum { GZIP_WRAPPER = 16 };
    if (inflateInit2(&s->stream, MAX_WBITS + GZIP_WRAPPER) != Z_OK)
        return mim_fail_memory(error);
    s->in_member = true;
    return MIMICRY_OK;
}

mimicry_status mim_source_open(const char *path, struct mim_source **out, mimicry_error *error)
{
    const bool standard_input = strcmp(path, "-") == 0;
    struct stat about;
    mimicry_status status = MIMICRY_OK;
    *out = NULL;
    struct mim_source *s = mim_alloc_zeroed(1, sizeof *s);
    if (s == NULL)
        return mim_fail_memory(error);
    s->descriptor = standard_input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    s->name = strdup(standard_input ? "standard input" : path);
    if (s->name == NULL)
        status = mim_fail_memory(error);
    else if (s->descriptor < 0)
        status = mim_fail_system(error, s->name, "open");
    else if (fstat(s->descriptor, &about) == 0 && S_ISDIR(about.st_mode))
        status = mim_fail(error, MIMICRY_E_IO, "%.300s: is a folder, a file was expected", s->name);
    else
        status = start(s, error);
    if (status != MIMICRY_OK) {
        mim_source_close(s);
        return status;
    }
    *out = s;
    return MIMICRY_OK;
}

mimicry_status mim_source_from_memory(const char *name, const void *data, size_t size,
                                      struct mim_source **out, mimicry_error *error)
{
    struct mim_source *s = mim_alloc_zeroed(1, sizeof *s);
    char *copy = strdup(name);
    *out = s;
    if (s == NULL || copy == NULL) {
        free(s);
        free(copy);
        *out = NULL;
        return mim_fail_memory(error);
    }
    s->name = copy;
    s->descriptor = -1;
    s->ended = true;
    mim_source_unread(s, data, size);
    return MIMICRY_OK;
}

void mim_source_unread(struct mim_source *s, const uint8_t *data, size_t size)
{
    s->pending = data;
    s->pending_size = size;
}

void mim_source_close(struct mim_source *s)
{
    if (s == NULL)
        return;
    if (s->is_gzip)
        inflateEnd(&s->stream);
    if (s->descriptor >= 0)
        close(s->descriptor);
    free(s->name);
    free(s);
}

/* Between two members. Writers may pad the last one with zeros; gzip itself ignores them. */
static mimicry_status next_member(struct mim_source *s, uint64_t line, mimicry_error *error)
{
    for (;;) {
        while (s->stream.avail_in > 0 && *s->stream.next_in == 0) {
            s->stream.next_in++;
            s->stream.avail_in--;
        }
        if (s->stream.avail_in > 0)
            break;
        if (s->ended)
            return MIMICRY_OK;
        const mimicry_status status = fill_raw(s, line, error);
        if (status != MIMICRY_OK)
            return status;
    }
    if (*s->stream.next_in != 0x1f)
        return mim_fail_line(error, MIMICRY_E_FORMAT, s->name, line,
                             "the gzip data is followed by something else");
    inflateReset(&s->stream);
    s->in_member = true;
    return MIMICRY_OK;
}

/* Inflates until there is text or the file ends. */
static mimicry_status inflate_some(struct mim_source *s, uint64_t line, size_t *size,
                                   mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    s->stream.next_out = s->text;
    s->stream.avail_out = BLOCK;
    while (status == MIMICRY_OK && s->stream.avail_out == BLOCK) {
        if (!s->in_member) {
            status = next_member(s, line, error);
            if (status != MIMICRY_OK || !s->in_member)
                break;
        }
        if (s->stream.avail_in == 0 && s->ended)
            return mim_fail_line(error, MIMICRY_E_FORMAT, s->name, line,
                                 "the gzip data ends too early: the file is truncated");
        if (s->stream.avail_in == 0) {
            status = fill_raw(s, line, error);
            continue;
        }
        const int answer = inflate(&s->stream, Z_NO_FLUSH);
        if (answer == Z_STREAM_END)
            s->in_member = false;
        else if (answer == Z_MEM_ERROR)
            return mim_fail_memory(error);
        else if (answer != Z_OK && answer != Z_BUF_ERROR)
            return mim_fail_line(error, MIMICRY_E_FORMAT, s->name, line,
                                 "the gzip data is damaged (%s)",
                                 s->stream.msg != NULL ? s->stream.msg : "no gzip");
    }
    *size = BLOCK - s->stream.avail_out;
    return status;
}

static void skip_byte_order_mark(struct mim_source *s, const uint8_t **data, size_t *size)
{
    if (!s->started && *size >= 3 && memcmp(*data, "\xef\xbb\xbf", 3) == 0) {
        *data += 3;
        *size -= 3;
    }
    s->started = true;
}

mimicry_status mim_source_read(struct mim_source *s, uint64_t line, const uint8_t **data,
                               size_t *size, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    *data = s->pending;
    *size = s->pending_size;
    s->pending_size = 0;
    if (*size > 0)
        return MIMICRY_OK;
    if (s->is_gzip) {
        status = inflate_some(s, line, size, error);
        *data = s->text;
    } else {
        if (s->stream.avail_in == 0)
            status = fill_raw(s, line, error);
        *data = s->raw;
        *size = s->stream.avail_in;
        s->stream.avail_in = 0;
    }
    if (status == MIMICRY_OK)
        skip_byte_order_mark(s, data, size);
    return status;
}

const char *mim_source_name(const struct mim_source *s)
{
    return s->name;
}

uint64_t mim_source_size(const struct mim_source *s)
{
    return s->size;
}

uint32_t mim_source_crc(const struct mim_source *s)
{
    return s->crc;
}
