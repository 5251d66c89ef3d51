/* Reads the next block in a thread, while the caller is at work on the last. */
#ifndef MIM_IO_AHEAD_H
#define MIM_IO_AHEAD_H

#include "base/beside.h"
#include "io/gzip.h"

/* Zeroed but for `read` and `from`. What `read` gives stays valid until it is called the next time
 * but one. */
struct mim_ahead {
    mim_block_fn read;
    void *from;
    bool begun;
    struct mim_beside thread;
    /* What it has read. */
    mimicry_status status;
    mimicry_error error;
    const uint8_t *data;
    size_t size;
};

/* A mim_block_fn, `ahead` being a struct mim_ahead, which may not move any more. What was read
 * ahead without a failure is followed by more that is read ahead. */
mimicry_status mim_ahead_read(void *ahead, const uint8_t **data, size_t *size,
                              mimicry_error *error);

/* Waits for what is being read. */
void mim_ahead_end(struct mim_ahead *ahead);

#endif
