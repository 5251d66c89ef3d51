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
#include "io/form.h"
#include "io/gzip.h"

enum {
    BLOCK = 1 << 17,
    MOST_PACKED = 2 /* some files are packed twice, by one program and by the next */
};

/* Bytes as they are in the file, or as they are once it has been unpacked. */
struct level {
    struct mim_source *source;
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
    uint8_t raw[BLOCK];
};

/* Reads as much of the file as there is room for. */
static mimicry_status read_file(struct mim_source *s, uint64_t line, const uint8_t **data,
                                size_t *size, mimicry_error *error)
{
    const ptrdiff_t got = s->ended ? 0 : mim_read(s->descriptor, s->raw, BLOCK);
    if (got < 0) {
        mim_fail_system(error, s->name, "read");
        if (error != NULL)
            error->line = line;
        return MIMICRY_E_IO;
    }
    const size_t filled = (size_t)got;
    s->ended = filled < BLOCK;
    s->size += filled;
    s->crc = mim_crc32(s->crc, s->raw, filled);
    *data = s->raw;
    *size = filled;
    return MIMICRY_OK;
}

/* A mim_block_fn of a struct level. */
static mimicry_status read_level(void *from, uint64_t line, const uint8_t **data, size_t *size,
                                 mimicry_error *error)
{
    struct level *level = from;
    *data = level->held;
    *size = level->held_size;
    level->held_size = 0;
    if (*size > 0)
        return MIMICRY_OK;
    return level->gzip != NULL ? mim_gzip_read(level->gzip, line, data, size, error)
                               : read_file(level->source, line, data, size, error);
}

/* Reads the top level from now on through gzip. */
static mimicry_status add_level(struct mim_source *s, mimicry_error *error)
{
    if (s->top == MOST_PACKED)
        return mim_fail_line(error, MIMICRY_E_FORMAT, s->name, 1,
                             "the file is packed with gzip more than %d times: unpack it",
                             (int)MOST_PACKED);
    struct level *next = &s->levels[s->top + 1];
    next->source = s;
    const mimicry_status status =
        mim_gzip_open(s->name, read_level, &s->levels[s->top], &next->gzip, error);
    s->top += status == MIMICRY_OK;
    return status;
}

/* Reads the first bytes, which tell what the file is, and holds them. */
static mimicry_status start(struct mim_source *s, mimicry_error *error)
{
    const uint8_t *data;
    size_t size;
    for (;;) {
        mimicry_status status = read_level(&s->levels[s->top], 1, &data, &size, error);
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

mimicry_status mim_source_open(const char *path, struct mim_source **out, mimicry_error *error)
{
    const bool standard_input = strcmp(path, "-") == 0;
    struct stat about;
    mimicry_status status = MIMICRY_OK;
    *out = NULL;
    struct mim_source *s = mim_alloc_zeroed(1, sizeof *s);
    if (s == NULL)
        return mim_fail_memory(error);
    s->levels[0].source = s;
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
    s->levels[0].source = s;
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
    return read_level(&s->levels[s->top], line, data, size, error);
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
