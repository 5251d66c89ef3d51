/* A source, line by line. */
#ifndef MIM_IO_LINES_H
#define MIM_IO_LINES_H

#include <stdbool.h>

#include "io/source.h"

/* Zeroed but for `source`, which it does not own. */
struct mim_lines {
    struct mim_source *source;
    uint64_t number; /* of the line that was read last, from 1 */
    const uint8_t *block;
    size_t block_size;
    bool plain; /* the block has neither NUL nor CR */
    bool after_return;
    char *text;
    size_t capacity;
};

/* The next line without its end (LF, CR LF or CR), terminated, valid until the next call; `*line`
 * is NULL after the last. A NUL byte, or more than `limit` bytes, is an error. */
mimicry_status mim_lines_next(struct mim_lines *lines, size_t limit, char **line, size_t *length,
                              mimicry_error *error);
void mim_lines_free(struct mim_lines *lines);

#endif
