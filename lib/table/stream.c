/* The Arrow C stream of a table whose rows come from a producer. */
#include <errno.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "table/kept.h"
#include "table/lines.h"

struct table_stream {
    struct mim_table *table;
    struct mim_producer producer;
    bool ended;
    mimicry_error error; /* of the producer: it stays */
    mimicry_error of_schema;
    const char *message; /* of the last call; NULL: it went well */
    struct mim_kept kept;
};

static int errno_of(mimicry_status status)
{
    switch (status) {
    case MIMICRY_OK:
        return 0;
    case MIMICRY_E_CANCELLED:
        return ECANCELED;
    case MIMICRY_E_MEMORY:
        return ENOMEM;
    case MIMICRY_E_IO:
        return EIO;
    case MIMICRY_E_FORMAT:
        return EILSEQ;
    case MIMICRY_E_CORRUPT:
        return EBADMSG;
    case MIMICRY_E_VERSION:
        return ENOTSUP;
    default:
        return EINVAL;
    }
}

static int get_schema(struct ArrowArrayStream *self, struct ArrowSchema *out)
{
    struct table_stream *stream = self->private_data;
    const mimicry_status status = mim_schema_copy(&stream->table->schema, out, &stream->of_schema);
    stream->message = status == MIMICRY_OK ? NULL : stream->of_schema.message;
    return errno_of(status);
}

/* Fills the table until it has rows, or the end is there. */
static mimicry_status next_rows(struct table_stream *stream, bool *given)
{
    *given = false;
    while (!*given && !stream->ended) {
        bool more = true;
        mimicry_status status = mim_table_begin(stream->table, &stream->error);
        if (status == MIMICRY_OK)
            status =
                stream->producer.next(stream->producer.data, stream->table, &more, &stream->error);
        if (status != MIMICRY_OK)
            return status;
        stream->ended = !more;
        *given = mim_table_rows(stream->table) > 0 || (more && stream->producer.lockstep);
    }
    return MIMICRY_OK;
}

static int get_next(struct ArrowArrayStream *self, struct ArrowArray *out)
{
    struct table_stream *stream = self->private_data;
    bool given = false;
    *out = (struct ArrowArray){0}; /* released: the end, or an error */
    mimicry_status status = stream->error.status;
    if (status == MIMICRY_OK)
        status = next_rows(stream, &given);
    if (status == MIMICRY_OK && given)
        status = mim_table_take(stream->table, out, &stream->error);
    stream->error.status = status;
    stream->message = status == MIMICRY_OK ? NULL : stream->error.message;
    return errno_of(status);
}

static const char *get_last_error(struct ArrowArrayStream *self)
{
    return ((const struct table_stream *)self->private_data)->message;
}

static void release(struct ArrowArrayStream *self)
{
    struct table_stream *stream = self->private_data;
    self->release = NULL;
    self->private_data = NULL;
    if (stream->producer.free != NULL)
        stream->producer.free(stream->producer.data);
    mim_table_drop(stream->table);
    mim_let_go(&stream->kept);
    free(stream);
}

mimicry_status mim_stream_create(struct mim_table *table, const struct mim_producer *producer,
                                 struct ArrowArrayStream *out, mimicry_error *error)
{
    *out = (struct ArrowArrayStream){0};
    struct table_stream *stream = mim_alloc_zeroed(1, sizeof *stream);
    if (stream == NULL) {
        if (producer->free != NULL)
            producer->free(producer->data);
        mim_table_drop(table);
        return mim_fail_memory(error);
    }
    stream->table = table;
    stream->producer = *producer;
    stream->error.size = sizeof stream->error;
    *out = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release, stream};
    return MIMICRY_OK;
}

void mim_stream_keep(struct ArrowArrayStream *stream, const struct mim_kept *kept)
{
    struct table_stream *own = stream->private_data;
    mim_keep(kept);
    own->kept = *kept;
}

const mimicry_error *mim_stream_error(const struct ArrowArrayStream *stream)
{
    if (stream->get_next != get_next)
        return NULL;
    const struct table_stream *own = stream->private_data;
    return own->error.status == MIMICRY_OK ? NULL : &own->error;
}

/* ---- Lines ---- */

const struct mim_line_source *mim_stream_lines(const struct ArrowArrayStream *stream)
{
    return stream->get_next == get_next
               ? ((const struct table_stream *)stream->private_data)->producer.opt_lines
               : NULL;
}

mimicry_status mim_stream_fill(struct ArrowArrayStream *stream, struct mim_line_block *block,
                               bool *more, mimicry_error *error)
{
    struct table_stream *own = stream->private_data;
    const struct mim_line_source *lines = own->producer.opt_lines;
    *more = false;
    if (own->error.status == MIMICRY_OK && !own->ended) {
        own->error.status = lines->fill(lines->data, block, more, &own->error);
        own->ended = !*more;
        *more = own->error.status == MIMICRY_OK && block->count > 0;
    }
    return own->error.status == MIMICRY_OK ? MIMICRY_OK : mim_fail_as(error, &own->error);
}

void mim_stream_fail(struct ArrowArrayStream *stream, const mimicry_error *error)
{
    struct table_stream *own = stream->private_data;
    mim_fail_as(&own->error, error);
}
