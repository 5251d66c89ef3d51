/* Reads a table while text is made of what was read before. */
#ifndef MIM_TABLE_READ_BESIDE_H
#define MIM_TABLE_READ_BESIDE_H

#include "table/text_out.h"

enum { MIM_READ_SLOTS = 2 };

/* What is done with each batch, in steps; a batch is in one of the slots, which take turns. */
struct mim_read_work {
    /* Reads it, in the caller's thread; *more is false, and there is none, at the end. */
    mimicry_status (*read)(void *data, unsigned slot, bool *more, mimicry_error *error);
    /* Makes text of it, in `out`, in a thread beside the caller's. */
    mimicry_status (*make)(void *data, unsigned slot, mimicry_error *error);
    /* Lets it go, in the caller's thread; or NULL. */
    void (*release)(void *data, unsigned slot);
    void *data;
    struct mim_text_out *out;
};

/* Reads all batches, hands on their text, in the caller's thread, while that of the next one is
 * made, and adds to `*batches` how many were handed on. If one cannot be read, those before it are
 * handed on all the same. */
mimicry_status mim_read_beside(const struct mim_read_work *work, uint64_t *batches,
                               mimicry_error *error);

#endif
