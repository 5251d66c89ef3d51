/* Finds the columns of a table of hits by their names, and makes another table of its rows. */
#include "table/fields.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"

static const struct {
    const char *name;
    bool text; /* else a number */
} fields[MIM_FIELDS] = {
    [MIM_FIELD_QUERY_ID] = {"query_id", true},
    [MIM_FIELD_QUERY] = {"query", true},
    [MIM_FIELD_MATCH] = {"match", true},
    [MIM_FIELD_MISMATCHES] = {"mismatches", false},
    [MIM_FIELD_SCORE] = {"score", false},
    [MIM_FIELD_ACCESSION] = {"accession", true},
    [MIM_FIELD_GENE] = {"gene", true},
    [MIM_FIELD_PROTEIN] = {"protein", true},
    [MIM_FIELD_START] = {"start", false},
    [MIM_FIELD_END] = {"end", false},
    [MIM_FIELD_INDELS] = {"indels", false},
    [MIM_FIELD_EDITS] = {"edits", true},
    [MIM_FIELD_EVALUE] = {"evalue", false},
    [MIM_FIELD_QUERY_START] = {"query_start", false},
    [MIM_FIELD_QUERY_END] = {"query_end", false},
};

struct fields_source {
    struct ArrowArrayStream *hits;
    struct ArrowSchema schema;
    const struct mim_fields_format *format;
    int64_t column[MIM_FIELDS];
    bool has[MIM_FIELDS];
    struct mim_view views[MIM_FIELDS];
};

const char *mim_field_text(const struct mim_fields_row *hit, enum mim_field field,
                           size_t *out_length)
{
    if (hit->has[field])
        return mim_view_text(&hit->views[field], hit->row, out_length);
    *out_length = 0;
    return "";
}

int64_t mim_field_integer(const struct mim_fields_row *hit, enum mim_field field)
{
    return mim_view_integer(&hit->views[field], hit->row);
}

void mim_put_field_text(struct mim_table *table, const struct mim_fields_row *hit,
                        enum mim_field field)
{
    size_t length;
    const char *text = mim_field_text(hit, field, &length);
    if (!hit->has[field] || mim_view_is_null(&hit->views[field], hit->row))
        mim_put_null(table);
    else
        mim_put_text(table, text, length);
}

void mim_put_field_integer(struct mim_table *table, const struct mim_fields_row *hit,
                           enum mim_field field)
{
    if (!hit->has[field] || mim_view_is_null(&hit->views[field], hit->row))
        mim_put_null(table);
    else
        mim_put_integer(table, mim_field_integer(hit, field));
}

/* ---- Columns ---- */

static int64_t find(const struct ArrowSchema *schema, const char *name)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (schema->children[i]->name != NULL && strcmp(schema->children[i]->name, name) == 0)
            return i;
    }
    return -1;
}

static bool fits(enum mim_field field, const struct ArrowSchema *column)
{
    const char *expected = fields[field].text                                      ? "uU"
                           : field == MIM_FIELD_SCORE || field == MIM_FIELD_EVALUE ? "fg"
                                                                                   : "csilCSIL";
    return strchr(expected, column->format[0]) != NULL;
}

static mimicry_status find_fields(struct fields_source *source, mimicry_error *error)
{
    const struct mim_fields_format *format = source->format;
    for (int f = 0; f < MIM_FIELDS; f++) {
        source->column[f] = find(&source->schema, fields[f].name);
        source->has[f] = source->column[f] >= 0;
        if (source->has[f] && !fits((enum mim_field)f, source->schema.children[source->column[f]]))
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "column '%s' has Arrow's format '%.20s', which is no table of hits'",
                            fields[f].name, source->schema.children[source->column[f]]->format);
    }
    for (size_t i = 0; i < format->n_needs; i++) {
        if (!source->has[format->needs[i]])
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "%s needs the column '%s', which the table lacks: a table of hits%s "
                            "was expected",
                            format->name, fields[format->needs[i]].name,
                            format->needs[i] == MIM_FIELD_EVALUE ? " with E-values" : "");
    }
    return MIMICRY_OK;
}

mimicry_status mim_fields_have(struct ArrowArrayStream *hits, const char *name, bool *out,
                               mimicry_error *error)
{
    struct ArrowSchema schema;
    *out = false;
    const mimicry_status status = mim_views_status(hits, hits->get_schema(hits, &schema), error);
    if (status != MIMICRY_OK)
        return status;
    *out = find(&schema, name) >= 0;
    schema.release(&schema);
    return MIMICRY_OK;
}

/* ---- The stream ---- */

static void free_source(void *data)
{
    struct fields_source *source = data;
    if (source->schema.release != NULL)
        source->schema.release(&source->schema);
    free(source);
}

static mimicry_status put_batch(struct fields_source *source, const struct ArrowArray *batch,
                                struct mim_table *table, mimicry_error *error)
{
    struct mim_fields_row hit = {source->views, source->has, 0};
    mimicry_status status = mim_views_check_batch(&source->schema, batch, error);
    for (int f = 0; f < MIM_FIELDS && status == MIMICRY_OK; f++) {
        if (source->has[f])
            source->views[f] = mim_view_open(&source->schema, batch, source->column[f]);
    }
    for (; hit.row < batch->length && status == MIMICRY_OK; hit.row++) {
        source->format->put_row(table, &hit);
        status = mim_end_row(table, error);
    }
    return status;
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct fields_source *source = data;
    struct ArrowArray batch = {0};
    mimicry_status status =
        mim_views_status(source->hits, source->hits->get_next(source->hits, &batch), error);
    *more = status == MIMICRY_OK && batch.release != NULL;
    if (!*more)
        return status;
    status = put_batch(source, &batch, table, error);
    batch.release(&batch);
    return status;
}

mimicry_status mim_fields_format_create(const struct mim_fields_format *format,
                                        const struct mim_column *columns, size_t n_columns,
                                        struct ArrowArrayStream *hits, struct ArrowArrayStream *out,
                                        mimicry_error *error)
{
    struct mim_table *table = NULL;
    struct fields_source *source = mim_alloc_zeroed(1, sizeof *source);
    if (source == NULL)
        return mim_fail_memory(error);
    source->hits = hits;
    source->format = format;
    mimicry_status status = mim_views_status(hits, hits->get_schema(hits, &source->schema), error);
    if (status == MIMICRY_OK)
        status = mim_views_check_schema(&source->schema, error);
    if (status == MIMICRY_OK)
        status = find_fields(source, error);
    if (status == MIMICRY_OK)
        status = mim_table_create(columns, n_columns, &table, error);
    if (status != MIMICRY_OK) {
        free_source(source);
        return status;
    }
    const struct mim_producer producer = {
        .next = next, .free = free_source, .data = source, .lockstep = true};
    return mim_stream_create(table, &producer, out, error);
}
