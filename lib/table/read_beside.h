/* Reads the batches of a table while text is made of those before. */
#ifndef MIM_TABLE_READ_BESIDE_H
#define MIM_TABLE_READ_BESIDE_H

#include <mimicry/mimicry.h>

/* What is done with each batch. */
struct mim_batch_work {
    /* In a thread beside the caller's, one batch at a time. */
    mimicry_status (*make)(void *data, const struct ArrowArray *batch, mimicry_error *error);
    /* What was made is put by, as the next one is about to be made. In the caller's thread, as */
    void (*put_by)(void *data);
    /* this, which gives away what was put by, while the next one may be being made. */
    mimicry_status (*give)(void *data, mimicry_error *error);
    void *data;
};

/* Reads `most` batches, in the caller's thread; adds to `*batches` how many were given away. A
 * batch is given away also when the one after it cannot be read. */
mimicry_status mim_read_beside(struct ArrowArrayStream *table, uint64_t most,
                               const struct mim_batch_work *work, uint64_t *batches,
                               mimicry_error *error);

#endif
