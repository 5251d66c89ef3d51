/* Cuts blocks of bytes into lines. */
#include "io/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static bool has(const struct mim_lines *l, char byte)
{
    return memchr(l->block, byte, l->block_size) != NULL;
}

/* Makes sure that there are bytes to look at, unless the source has ended. */
static mimicry_status fill(struct mim_lines *l, mimicry_error *error)
{
    if (l->block_size > 0)
        return MIMICRY_OK;
    const mimicry_status status =
        mim_source_read(l->source, l->number, &l->block, &l->block_size, error);
    l->plain = status == MIMICRY_OK && l->block_size > 0 && !has(l, '\0') && !has(l, '\r');
    return status;
}

static void skip(struct mim_lines *l, size_t count)
{
    l->block += count;
    l->block_size -= count;
}

/* Lines may all end with `\r`: `\n` is looked for in a part of the block at a time, or each of them
 * would take a look at all that is left. */
static size_t up_to_line_end(const struct mim_lines *l)
{
    enum { PART = 256 };
    if (l->plain) {
        const uint8_t *feed = memchr(l->block, '\n', l->block_size);
        return feed == NULL ? l->block_size : (size_t)(feed - l->block);
    }
    for (size_t from = 0; from < l->block_size; from += PART) {
        const uint8_t *part = l->block + from;
        const size_t left = l->block_size - from, size = left < PART ? left : PART;
        const uint8_t *feed = memchr(part, '\n', size);
        const size_t length = feed == NULL ? size : (size_t)(feed - part);
        const uint8_t *carriage = memchr(part, '\r', length);
        if (carriage != NULL)
            return from + (size_t)(carriage - part);
        if (feed != NULL)
            return from + length;
    }
    return l->block_size;
}

static mimicry_status append(struct mim_lines *l, size_t *length, size_t count, size_t limit,
                             mimicry_error *error)
{
    if (count > limit - *length)
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(l->source), l->number,
                             "a line of more than %zu bytes", limit);
    if (!l->plain && memchr(l->block, 0, count) != NULL)
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(l->source), l->number,
                             "a NUL byte: this is no text file");
    char *grown = mim_grow(l->text, &l->capacity, *length + count + 1, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    l->text = grown;
    memcpy(l->text + *length, l->block, count);
    *length += count;
    l->text[*length] = '\0';
    skip(l, count);
    return MIMICRY_OK;
}

mimicry_status mim_lines_next(struct mim_lines *l, size_t limit, char **line, size_t *length,
                              mimicry_error *error)
{
    *line = NULL;
    *length = 0;
    l->number++;
    mimicry_status status = fill(l, error);
    if (status == MIMICRY_OK && l->after_return && l->block_size > 0 && l->block[0] == '\n') {
        skip(l, 1);
        status = fill(l, error);
    }
    l->after_return = false;
    if (status != MIMICRY_OK || l->block_size == 0)
        return status;
    for (;;) {
        status = append(l, length, up_to_line_end(l), limit, error);
        if (status != MIMICRY_OK)
            return status;
        if (l->block_size > 0)
            break;
        status = fill(l, error);
        if (status != MIMICRY_OK)
            return status;
        if (l->block_size == 0) /* the last line has no end */
            break;
    }
    if (l->block_size > 0) {
        l->after_return = l->block[0] == '\r';
        skip(l, 1);
    }
    *line = l->text;
    return MIMICRY_OK;
}

void mim_lines_free(struct mim_lines *l)
{
    free(l->text);
    l->text = NULL;
    l->capacity = 0;
}
