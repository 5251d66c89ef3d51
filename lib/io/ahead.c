/* Reads the next block in a thread, while the caller is at work on the last. */
#include "io/ahead.h"

static void read_block(void *data)
{
    struct mim_ahead *a = data;
    a->status = a->read(a->from, &a->data, &a->size, &a->error);
}

mimicry_status mim_ahead_read(void *ahead, const uint8_t **data, size_t *size, mimicry_error *error)
{
    struct mim_ahead *a = ahead;
    a->error.size = sizeof a->error;
    if (a->begun)
        mim_beside_join(&a->thread);
    else
        read_block(a);
    *data = a->data;
    *size = a->size;
    a->begun = a->status == MIMICRY_OK && a->size > 0;
    if (a->status != MIMICRY_OK)
        return mim_fail_as(error, &a->error);
    if (a->begun)
        mim_beside_start(&a->thread, read_block, a);
    return MIMICRY_OK;
}

void mim_ahead_end(struct mim_ahead *a)
{
    mim_beside_join(&a->thread);
    a->begun = false;
}
