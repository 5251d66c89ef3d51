/* Reads the batches of a table while text is made of those before. */
#ifndef MIM_TABLE_READ_BESIDE_H
#define MIM_TABLE_READ_BESIDE_H

#include <mimicry/mimicry.h>

/* What is done with each batch, in three steps. */
struct mim_batch_work {
    /* Makes text of it, in a thread beside the caller's. */
    mimicry_status (*make)(void *data, const struct ArrowArray *batch, mimicry_error *error);
    /* Makes room for the next one, in the caller's thread, while nothing is made. */
    void (*put_by)(void *data);
    /* Gives away what was put by, in the caller's thread, while the next one may be made. */
    mimicry_status (*give)(void *data, mimicry_error *error);
    void *data;
};

/* Reads `most` batches, in the caller's thread, and adds to `*batches` how many were given away. If
 * one cannot be read, those before it are given away all the same. */
mimicry_status mim_read_beside(struct ArrowArrayStream *table, uint64_t most,
                               const struct mim_batch_work *work, uint64_t *batches,
                               mimicry_error *error);

#endif
