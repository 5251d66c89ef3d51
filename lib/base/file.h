/* Files: mapped for reading, and written aside and renamed. */
#ifndef MIM_BASE_FILE_H
#define MIM_BASE_FILE_H

#include <stdbool.h>

#include "base/error.h"

struct mim_map {
    const uint8_t *data;
    size_t size;
};

/* Maps a regular file; an empty one gives size 0. On a big-endian machine the bytes in memory may
 * be changed, so that numbers can be turned; the file stays as it is. */
mimicry_status mim_map_open(const char *path, struct mim_map *map, mimicry_error *error);
void mim_map_close(struct mim_map *map);

/* Reads `size` bytes, or as many as there are before the end: how many, or -1 with errno. */
ptrdiff_t mim_read(int descriptor, void *to, size_t size);

/* A file that appears under its name only when it is whole. */
struct mim_writer {
    const char *path; /* the caller's; it outlives the writer */
    char *temporary;
    int descriptor;
};

mimicry_status mim_writer_open(struct mim_writer *writer, const char *path, mimicry_error *error);
mimicry_status mim_writer_write(struct mim_writer *writer, const void *data, size_t size,
                                mimicry_error *error);
/* Syncs and renames. On failure nothing is left behind. */
mimicry_status mim_writer_commit(struct mim_writer *writer, mimicry_error *error);
/* Removes what was written; after a commit it does nothing. */
void mim_writer_discard(struct mim_writer *writer);

#endif
