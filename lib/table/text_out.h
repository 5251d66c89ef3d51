/* Text that is made, and handed on piece by piece. */
#ifndef MIM_TABLE_TEXT_OUT_H
#define MIM_TABLE_TEXT_OUT_H

#include <stdbool.h>

#include "base/memory.h"
#include "base/taker.h"
#include "table/buffers.h"

enum { MIM_TEXT_CHUNK = 1 << 16 }; /* bytes from which on they are handed on */

struct mim_text_out {
    struct mim_taker to;
    char *bytes; /* owned; not handed on yet */
    size_t used, room;
};

/* Room for so many more bytes; false without memory. */
static inline bool mim_text_reserve(struct mim_text_out *out, size_t more)
{
    size_t needed;
    if (__builtin_add_overflow(out->used, more, &needed))
        return false;
    char *grown = mim_grow(out->bytes, &out->room, needed, 1);
    if (grown != NULL)
        out->bytes = grown;
    return grown != NULL;
}

/* If there are more than `from`. */
static inline mimicry_status mim_text_hand_on(struct mim_text_out *out, size_t from,
                                              mimicry_error *error)
{
    const size_t used = out->used;
    if (used <= from)
        return MIMICRY_OK;
    out->used = 0;
    return mim_hand_on(&out->to, out->bytes, used, error);
}

/* Changes the texts of two that go to the same place; that of the first is empty then. */
static inline void mim_text_swap(struct mim_text_out *made, struct mim_text_out *put_by)
{
    const struct mim_text_out text = *made;
    *made = *put_by;
    *put_by = text;
    made->used = 0;
}

/* Copies 16 bytes at a time: as many can be read behind the text, and written behind its copy.
 * Returns the end. */
static inline char *mim_copy_padded(char *to, const char *from, size_t length)
{
    memcpy(to, from, MIM_WIDE);
    for (size_t i = MIM_WIDE; i < length; i += MIM_WIDE)
        memcpy(to + i, from + i, MIM_WIDE);
    return to + length;
}

#endif
