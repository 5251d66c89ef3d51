/* Reads the batches of a table while text is made of those before. */
#include "table/read_beside.h"

#include <stdlib.h>

#include "base/beside.h"
#include "base/error.h"

/* A batch of which something is being made. */
struct batch_making {
    const struct mim_read_work *work;
    struct mim_text_out put_by; /* text of the batch before, which the caller's thread hands on */
    bool begun;
    unsigned slot;
    mimicry_status status;
    mimicry_error error;
    struct mim_beside thread;
};

static void make(void *data)
{
    struct batch_making *m = data;
    m->status = m->work->make(m->work->data, m->slot, &m->error);
}

static void begin_making(struct batch_making *m, unsigned slot)
{
    m->begun = true;
    m->slot = slot;
    mim_beside_start(&m->thread, make, m);
}

/* Waits for what is being made, and puts it by. */
static mimicry_status end_making(struct batch_making *m, bool *is_put_by, mimicry_error *error)
{
    *is_put_by = false;
    if (!m->begun)
        return MIMICRY_OK;
    mim_beside_join(&m->thread);
    m->begun = false;
    if (m->work->release != NULL)
        m->work->release(m->work->data, m->slot);
    if (m->status != MIMICRY_OK)
        return mim_fail_as(error, &m->error);
    mim_text_swap(m->work->out, &m->put_by);
    *is_put_by = true;
    return MIMICRY_OK;
}

mimicry_status mim_read_beside(const struct mim_read_work *work, uint64_t *batches,
                               mimicry_error *error)
{
    struct batch_making m = {
        .work = work, .put_by = {.to = work->out->to}, .error = {.size = sizeof m.error}};
    mimicry_status status = MIMICRY_OK;
    bool more = true, is_put_by;
    for (unsigned slot = 0; status == MIMICRY_OK && more; slot = (slot + 1) % MIM_READ_SLOTS) {
        mimicry_error read_error = {.size = sizeof read_error};
        const mimicry_status read_status = work->read(work->data, slot, &more, &read_error);
        status = end_making(&m, &is_put_by, error);
        more = more && read_status == MIMICRY_OK;
        if (more)
            begin_making(&m, slot);
        if (is_put_by)
            status = mim_text_hand_on(&m.put_by, 0, error);
        *batches += is_put_by && status == MIMICRY_OK;
        if (status == MIMICRY_OK && read_status != MIMICRY_OK)
            status = mim_fail_as(error, &read_error);
    }
    const mimicry_status ended = end_making(&m, &is_put_by, NULL);
    free(m.put_by.bytes);
    return status != MIMICRY_OK ? status : ended;
}
