/* Reads a file in blocks; gzip is inflated on the way, and what is no text is refused. */
#include "io/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checksum.h"
#include "base/file.h"
#include "base/memory.h"
#include "io/ahead.h"
#include "io/form.h"
#include "io/gzip.h"

enum {
    BLOCK = 1 << 17,
    MOST_PACKED = 2 /* some files are packed twice, by one program and by the next */
};

/* Bytes as they are in the file, or as they are once it has been unpacked. */
struct level {
    mim_block_fn read;
    void *from;
    struct mim_gzip *gzip; /* of the level below; NULL: the file itself */
    const uint8_t *held;   /* given out by the next read, if held_size > 0 */
    size_t held_size;
};

struct mim_source {
    char *name;
    int descriptor;
    bool ended; /* the file's last byte has been read */
    uint64_t size;
    uint32_t crc;
    unsigned top; /* the level that is read */
    struct level levels[1 + MOST_PACKED];
    struct mim_ahead ahead; /* of the top level, if it is unpacked beside its reader */
    uint8_t raw[BLOCK];
};

/* A mim_block_fn of a struct mim_source: as much of the file as there is room for. */
static mimicry_status read_file(void *from, const uint8_t **data, size_t *size,
                                mimicry_error *error)
{
    struct mim_source *s = from;
    const ptrdiff_t got = s->ended ? 0 : mim_read(s->descriptor, s->raw, BLOCK);
    if (got < 0)
        return mim_fail_system(error, s->name, "read");
    const size_t filled = (size_t)got;
    s->ended = filled < BLOCK;
    s->size += filled;
    s->crc = mim_crc32(s->crc, s->raw, filled);
    *data = s->raw;
    *size = filled;
    return MIMICRY_OK;
}

/* A mim_block_fn of a struct level. */
static mimicry_status read_level(void *from, const uint8_t **data, size_t *size,
                                 mimicry_error *error)
{
    struct level *level = from;
    *data = level->held;
    *size = level->held_size;
    level->held_size = 0;
    if (*size > 0)
        return MIMICRY_OK;
    return level->read(level->from, data, size, error);
}

/* What failed, where the reader of the bytes stands. */
static mimicry_status fail_at(const struct mim_source *s, uint64_t line, const mimicry_error *what,
                              mimicry_error *error)
{
    if (what->status == MIMICRY_E_FORMAT)
        return mim_fail_line(error, what->status, s->name, line, "%s", what->message);
    mim_fail_as(error, what);
    if (error != NULL && what->status == MIMICRY_E_IO)
        error->line = line;
    return what->status;
}

/* Reads the top level from now on through gzip. */
static mimicry_status add_level(struct mim_source *s, mimicry_error *error)
{
    if (s->top == MOST_PACKED)
        return mim_fail_line(error, MIMICRY_E_FORMAT, s->name, 1,
                             "the file is packed with gzip more than %d times: unpack it",
                             (int)MOST_PACKED);
    struct level *next = &s->levels[s->top + 1];
    const mimicry_status status = mim_gzip_open(read_level, &s->levels[s->top], &next->gzip, error);
    next->read = mim_gzip_read;
    next->from = next->gzip;
    s->top += status == MIMICRY_OK;
    return status;
}

/* Reads the first bytes, which tell what the file is, and holds them. */
static mimicry_status start(struct mim_source *s, mimicry_error *error)
{
    const uint8_t *data;
    size_t size;
    for (;;) {
        mimicry_status status = mim_source_read(s, 1, &data, &size, error);
        if (status != MIMICRY_OK)
            return status;
        mim_source_unread(s, data, size);
        if (!mim_gzip_begins(data, size))
            break;
        status = add_level(s, error);
        if (status != MIMICRY_OK)
            return status;
    }
    if (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0)
        mim_source_unread(s, data + 3, size - 3);
    return mim_form_check(s->name, data, size, error);
}

/* Unpacks from now on beside the reader; a pipe might then keep it waiting for more than it asks.
 */
static void read_ahead(struct mim_source *s)
{
    struct level *top = &s->levels[s->top];
    s->ahead = (struct mim_ahead){.read = top->read, .from = top->from};
    top->read = mim_ahead_read;
    top->from = &s->ahead;
}

mimicry_status mim_source_open(const char *path, struct mim_source **out, mimicry_error *error)
{
    const bool standard_input = strcmp(path, "-") == 0;
    struct stat about = {0};
    mimicry_status status = MIMICRY_OK;
    *out = NULL;
    struct mim_source *s = mim_alloc_zeroed(1, sizeof *s);
    if (s == NULL)
        return mim_fail_memory(error);
    s->levels[0].read = read_file;
    s->levels[0].from = s;
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
    if (status == MIMICRY_OK && s->top > 0 && S_ISREG(about.st_mode))
        read_ahead(s);
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
    s->levels[0].read = read_file;
    s->levels[0].from = s;
    s->descriptor = -1;
    s->ended = true;
    mim_source_unread(s, data, size);
    return MIMICRY_OK;
}

void mim_source_unread(struct mim_source *s, const uint8_t *data, size_t size)
{
    s->levels[s->top].held = data;
    s->levels[s->top].held_size = size;
}

void mim_source_close(struct mim_source *s)
{
    if (s == NULL)
        return;
    mim_ahead_end(&s->ahead);
    for (unsigned i = 1; i <= s->top; i++)
        mim_gzip_close(s->levels[i].gzip);
    if (s->descriptor >= 0)
        close(s->descriptor);
    free(s->name);
    free(s);
}

mimicry_status mim_source_read(struct mim_source *s, uint64_t line, const uint8_t **data,
                               size_t *size, mimicry_error *error)
{
    mimicry_error what = {.size = sizeof what};
    const mimicry_status status = read_level(&s->levels[s->top], data, size, &what);
    return status == MIMICRY_OK ? status : fail_at(s, line, &what, error);
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
