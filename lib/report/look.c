/* Passes a table on, and lets each of its batches be looked at. */
#include "report/look.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct looked {
    struct ArrowArrayStream *table;
    struct mim_look look;
    struct ArrowSchema schema;
    bool can_be_read;
};

static int get_schema(struct ArrowArrayStream *self, struct ArrowSchema *out)
{
    struct looked *looked = self->private_data;
    return looked->table->get_schema(looked->table, out);
}

static int get_next(struct ArrowArrayStream *self, struct ArrowArray *out)
{
    struct looked *looked = self->private_data;
    const int code = looked->table->get_next(looked->table, out);
    if (code != 0 || out->release == NULL || !looked->can_be_read)
        return code;
    if (mim_views_check_batch(&looked->schema, out, NULL) == MIMICRY_OK &&
        !looked->look.at(looked->look.data, &looked->schema, out)) {
        out->release(out);
        return ENOMEM;
    }
    return 0; /* a batch that is not of the schema is refused by who reads it */
}

static const char *get_last_error(struct ArrowArrayStream *self)
{
    struct looked *looked = self->private_data;
    const char *message = looked->table->get_last_error(looked->table);
    return message != NULL ? message : "not enough memory";
}

static void release(struct ArrowArrayStream *self)
{
    struct looked *looked = self->private_data;
    self->release = NULL;
    if (looked->schema.release != NULL)
        looked->schema.release(&looked->schema);
    free(looked);
}

int64_t mim_look_find(const struct ArrowSchema *schema, const char *name)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        const struct ArrowSchema *column = schema->children[i];
        if (column->name != NULL && strcmp(column->name, name) == 0)
            return i;
    }
    return -1;
}

mimicry_status mim_look_at(struct ArrowArrayStream *table, struct mim_look look,
                           struct ArrowArrayStream *out, mimicry_error *error)
{
    struct looked *looked = mim_alloc_zeroed(1, sizeof *looked);
    *out = (struct ArrowArrayStream){0};
    if (looked == NULL)
        return mim_fail_memory(error);
    *looked = (struct looked){.table = table, .look = look};
    const mimicry_status status =
        mim_views_status(table, table->get_schema(table, &looked->schema), error);
    if (status != MIMICRY_OK) {
        free(looked);
        return status;
    }
    looked->can_be_read = mim_views_check_schema(&looked->schema, NULL) == MIMICRY_OK;
    *out = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release, looked};
    return MIMICRY_OK;
}
