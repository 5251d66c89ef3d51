/* Looks at the column of genes of each batch that goes through. */
#include "report/genes_seen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct genes_seen {
    struct ArrowArrayStream *table;
    struct mim_names *genes;
    struct ArrowSchema schema;
    int64_t column; /* of the genes; -1: there is none */
};

static int get_schema(struct ArrowArrayStream *self, struct ArrowSchema *out)
{
    struct genes_seen *seen = self->private_data;
    return seen->table->get_schema(seen->table, out);
}

static bool note_genes(struct genes_seen *seen, const struct ArrowArray *batch)
{
    const struct mim_view view = mim_view_open(&seen->schema, batch, seen->column);
    size_t length, number;
    for (int64_t row = 0; row < batch->length; row++) {
        const char *gene = mim_view_text(&view, row, &length);
        if (length > 0 && !mim_names_add(seen->genes, gene, length, &number))
            return false;
    }
    return true;
}

static int get_next(struct ArrowArrayStream *self, struct ArrowArray *out)
{
    struct genes_seen *seen = self->private_data;
    const int code = seen->table->get_next(seen->table, out);
    if (code != 0 || out->release == NULL || seen->column < 0)
        return code;
    if (mim_views_check_batch(&seen->schema, out, NULL) == MIMICRY_OK && !note_genes(seen, out)) {
        out->release(out);
        return ENOMEM;
    }
    return 0; /* a batch that is not of the schema is refused by who reads it */
}

static const char *get_last_error(struct ArrowArrayStream *self)
{
    struct genes_seen *seen = self->private_data;
    const char *message = seen->table->get_last_error(seen->table);
    return message != NULL ? message : "not enough memory";
}

static void release(struct ArrowArrayStream *self)
{
    struct genes_seen *seen = self->private_data;
    self->release = NULL;
    if (seen->schema.release != NULL)
        seen->schema.release(&seen->schema);
    free(seen);
}

static int64_t find_genes(const struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        const struct ArrowSchema *column = schema->children[i];
        if (column->name != NULL && strcmp(column->name, "gene") == 0 &&
            (strcmp(column->format, "u") == 0 || strcmp(column->format, "U") == 0))
            return i;
    }
    return -1;
}

mimicry_status mim_genes_seen(struct ArrowArrayStream *table, struct mim_names *genes,
                              struct ArrowArrayStream *out, mimicry_error *error)
{
    struct genes_seen *seen = mim_alloc_zeroed(1, sizeof *seen);
    *out = (struct ArrowArrayStream){0};
    if (seen == NULL)
        return mim_fail_memory(error);
    *seen = (struct genes_seen){.table = table, .genes = genes, .column = -1};
    const mimicry_status status =
        mim_views_status(table, table->get_schema(table, &seen->schema), error);
    if (status != MIMICRY_OK) {
        free(seen);
        return status;
    }
    if (mim_views_check_schema(&seen->schema, NULL) == MIMICRY_OK)
        seen->column = find_genes(&seen->schema);
    *out = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release, seen};
    return MIMICRY_OK;
}
