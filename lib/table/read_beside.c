/* Reads the batches of a table while text is made of those before. */
#include "table/read_beside.h"

#include "base/beside.h"
#include "base/error.h"
#include "table/views.h"

/* A batch of which something is being made, if it has a `release`. */
struct making {
    const struct mim_batch_work *work;
    struct ArrowArray batch;
    mimicry_status status;
    mimicry_error error;
    struct mim_beside thread;
};

static void make(void *data)
{
    struct making *m = data;
    m->status = m->work->make(m->work->data, &m->batch, &m->error);
}

/* Waits for what is being made, and puts it by. */
static mimicry_status end_making(struct making *m, bool *is_put_by, mimicry_error *error)
{
    *is_put_by = false;
    if (m->batch.release == NULL)
        return MIMICRY_OK;
    mim_beside_join(&m->thread);
    m->batch.release(&m->batch);
    m->batch.release = NULL;
    if (m->status != MIMICRY_OK)
        return mim_fail_as(error, &m->error);
    m->work->put_by(m->work->data);
    *is_put_by = true;
    return MIMICRY_OK;
}

static mimicry_status read_next(struct ArrowArrayStream *table, struct ArrowArray *out,
                                mimicry_error *error)
{
    return mim_views_status(table, table->get_next(table, out), error);
}

mimicry_status mim_read_beside(struct ArrowArrayStream *table, uint64_t most,
                               const struct mim_batch_work *work, uint64_t *batches,
                               mimicry_error *error)
{
    struct making m = {.work = work, .error = {.size = sizeof m.error}};
    mimicry_status status = MIMICRY_OK;
    bool more = true, is_put_by;
    for (uint64_t read = 0; status == MIMICRY_OK && more; read++) {
        mimicry_error read_error = {.size = sizeof read_error};
        struct ArrowArray next = {0};
        const mimicry_status read_status =
            read < most ? read_next(table, &next, &read_error) : MIMICRY_OK;
        status = end_making(&m, &is_put_by, error);
        more = read_status == MIMICRY_OK && next.release != NULL;
        if (more) {
            m.batch = next;
            mim_beside_start(&m.thread, make, &m);
        }
        if (is_put_by)
            status = work->give(work->data, error);
        *batches += is_put_by && status == MIMICRY_OK;
        if (status == MIMICRY_OK && read_status != MIMICRY_OK)
            status = mim_fail_as(error, &read_error);
    }
    const mimicry_status ended = end_making(&m, &is_put_by, NULL);
    return status != MIMICRY_OK ? status : ended;
}
