/* Turns the rows of a screen into cells, in the order of screen_columns.c. */
#include "table/screen_rows.h"

#include <stdlib.h>

#include "base/memory.h"
#include "table/letters.h"
#include "table/significance.h"

void mim_screen_rows_open(struct mim_screen_rows *r, const struct mim_screen_request *request,
                          struct mim_annotated *annotated, const struct mim_given_columns *given,
                          uint32_t columns, bool organs)
{
    *r = (struct mim_screen_rows){
        .index = request->index,
        .n_self = mim_screen_counts(&request->reach),
        .by_mismatches = mim_reach_by_mismatches(&request->reach),
        .dissimilarity = request->dissimilarity,
        .vital = (columns & MIMICRY_COLUMN_VITAL) != 0,
        .organs = organs,
        .lists = (columns & MIMICRY_COLUMN_LISTS) != 0,
        .ordered = request->order != MIMICRY_ORDER_SIMILARITY,
        .filters = mim_presentation_filters(request->presentation),
        .given = *given,
        .annotated = annotated,
    };
    mim_record_names_open(&r->names, request->index);
}

void mim_screen_rows_close(struct mim_screen_rows *r)
{
    mim_record_names_close(&r->names);
    mim_given_columns_free(&r->given);
    free(r->list);
    *r = (struct mim_screen_rows){0};
}

/* ---- Cells ---- */

static void put_nulls(struct mim_table *table, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        mim_put_null(table);
}

/* Names with ";" between them. */
static mimicry_status join(struct mim_screen_rows *r, const struct mim_name_list *names,
                           size_t *out_length, mimicry_error *error)
{
    size_t length = 0;
    for (size_t i = 0; i < names->count; i++)
        length += strlen(names->names[i]) + 1;
    char *to = mim_grow(r->list, &r->list_room, length, 1);
    if (to == NULL)
        return mim_fail_memory(error);
    r->list = to;
    for (size_t i = 0; i < names->count; i++) {
        const size_t n = strlen(names->names[i]);
        memcpy(to, names->names[i], n);
        to += n;
        *to++ = ';';
    }
    *out_length = length - 1; /* without the last ";" */
    return MIMICRY_OK;
}

/* A list; `none`, or null, when it has no names. */
static mimicry_status put_list(struct mim_screen_rows *r, struct mim_table *table,
                               const struct mim_name_list *names, const char *none,
                               mimicry_error *error)
{
    size_t length = 0;
    if (names->count == 0) {
        mim_put_string(table, none);
        return MIMICRY_OK;
    }
    const mimicry_status status = join(r, names, &length, error);
    if (status == MIMICRY_OK)
        mim_put_text(table, r->list, length);
    return status;
}

static const uint8_t *residues_of(const struct mim_screen_rows *r, const mimicry_hit *hit)
{
    return r->index->text + r->index->starts[hit->record] + hit->start;
}

/* Its residues, mismatches, accession and gene. */
static mimicry_status put_hit(struct mim_screen_rows *r, struct mim_table *table,
                              const mimicry_hit *hit, mimicry_error *error)
{
    if (hit->length == 0) {
        put_nulls(table, 4);
        return MIMICRY_OK;
    }
    const mimicry_status status = mim_record_names_find(&r->names, hit->record, error);
    if (status != MIMICRY_OK)
        return status;
    mim_put_codes(table, residues_of(r, hit), hit->length);
    mim_put_integer(table, hit->mismatches);
    mim_put_known(table, r->names.accession, r->names.accession_length);
    mim_put_known(table, r->names.gene, r->names.gene_length);
    return MIMICRY_OK;
}

static void put_place(struct mim_table *table, const mimicry_hit *hit)
{
    if (hit->length == 0) {
        put_nulls(table, 3);
        return;
    }
    mim_put_real(table, hit->score);
    mim_put_integer(table, (int64_t)hit->start + 1);
    mim_put_integer(table, (int64_t)(hit->start + hit->length));
}

static void put_window(struct mim_table *table, const mimicry_query *query, const mimicry_hit *hit)
{
    if (hit->length == 0) {
        put_nulls(table, 2);
        return;
    }
    mim_put_text(table, query->peptide + hit->query_start, hit->length);
    mim_put_integer(table, (int64_t)hit->query_start + 1);
}

static void put_numbers(struct mim_table *table, const struct mim_screen_row *row)
{
    static const char *const sources[] = {
        [MIM_OWN_UNKNOWN] = "unknown", [MIM_OWN_ABSENT] = "absent", [MIM_OWN_FOUND] = "found"};
    mim_put_real(table, mim_six_digits(row->evalue));
    mim_put_integer(table, (int64_t)row->peptides.count);
    mim_put_integer(table, (int64_t)row->genes.count);
    mim_put_integer(table, (int64_t)row->unnamed);
    mim_put_string(table, sources[row->source]);
    for (int reason = MIM_SCOPE_KEPT + 1; reason < MIM_SCOPE_PRESENTED; reason++) {
        if (row->knows_left_out)
            mim_put_integer(table, (int64_t)row->left_out[reason]);
        else
            mim_put_null(table);
    }
    mim_put_integer(table, (int64_t)row->windows);
}

static const char *none_or_unknown(bool open)
{
    return open ? "unknown" : "none";
}

static mimicry_status put_vital(struct mim_screen_rows *r, struct mim_table *table,
                                const struct mim_screen_row *row, mimicry_error *error)
{
    static const char *const answers[] = {
        [MIM_NO] = "no", [MIM_YES] = "yes", [MIM_UNKNOWN] = "unknown"};
    if (!r->vital)
        return MIMICRY_OK;
    mim_put_string(table, answers[row->vital]);
    return put_list(r, table, &row->vital_tissues, none_or_unknown(row->open_vital), error);
}

static mimicry_status put_expression(struct mim_screen_rows *r, struct mim_table *table,
                                     const struct mim_screen_row *row, mimicry_error *error)
{
    const char *none = none_or_unknown(row->open_tissues);
    if (r->annotated->expression == NULL)
        return MIMICRY_OK;
    mim_put_real(table, row->expression);
    mimicry_status status = MIMICRY_OK;
    if (r->lists)
        status = put_list(r, table, &row->tissues, none, error);
    if (status == MIMICRY_OK)
        status = put_vital(r, table, row, error);
    if (status == MIMICRY_OK && r->organs)
        status = put_list(r, table, &row->organs, none, error);
    return status == MIMICRY_OK && r->lists ? put_list(r, table, &row->unknown_genes, NULL, error)
                                            : status;
}

static void put_binders(const struct mim_screen_rows *r, struct mim_table *table,
                        const struct mim_screen_row *row)
{
    if (r->filters && row->knows_left_out)
        mim_put_integer(table, (int64_t)row->left_out[MIM_SCOPE_PRESENTED]);
    else if (r->filters)
        mim_put_null(table);
    if (r->annotated->presentation == NULL)
        return;
    if (row->knows_binders)
        mim_put_integer(table, (int64_t)row->binders);
    else
        mim_put_null(table);
    mim_put_string(table, row->binder);
    mim_put_string(table, row->binder_allele);
    mim_put_real(table, mim_six_digits(row->binder_rank));
}

static mimicry_status put_annotated(struct mim_screen_rows *r, struct mim_table *table,
                                    const mimicry_hit *hit, mimicry_error *error)
{
    struct mim_column columns[MIM_ANNOTATED_COLUMNS];
    if (hit->length == 0) {
        put_nulls(table, mim_annotated_columns(r->annotated, columns));
        return MIMICRY_OK;
    }
    const mimicry_status status = mim_record_names_find(&r->names, hit->record, error);
    if (status != MIMICRY_OK)
        return status;
    return mim_annotated_put(r->annotated, table, r->names.gene, residues_of(r, hit), hit->length,
                             error);
}

static void put_counts(const struct mim_screen_rows *r, struct mim_table *table,
                       const uint64_t *opt_counts)
{
    for (size_t m = 0; m < r->n_self && opt_counts != NULL; m++)
        mim_put_integer(table, (int64_t)opt_counts[m]);
}

/* The columns that are always there. */
static mimicry_status put_always(struct mim_screen_rows *r, struct mim_table *table,
                                 const struct mim_screen_row *row, mimicry_error *error)
{
    mim_given_columns_put(&r->given, table, row->cells);
    mim_put_string(table, row->query->id);
    mim_put_string(table, row->query->peptide);
    mimicry_status status = put_hit(r, table, &row->nearest, error);
    for (size_t m = 0; m < r->n_self && status == MIMICRY_OK; m++)
        mim_put_integer(table, (int64_t)row->self[m]);
    if (status != MIMICRY_OK)
        return status;
    put_place(table, &row->nearest);
    status = put_hit(r, table, &row->best, error);
    if (status != MIMICRY_OK)
        return status;
    put_place(table, &row->best);
    put_numbers(table, row);
    put_window(table, row->query, &row->nearest);
    put_window(table, row->query, &row->best);
    if (r->lists)
        status = put_list(r, table, &row->peptides, NULL, error);
    if (status == MIMICRY_OK && r->lists)
        status = put_list(r, table, &row->genes, NULL, error);
    put_counts(r, table, row->peptides_by_mismatches);
    put_counts(r, table, row->genes_by_mismatches);
    return status;
}

static mimicry_status put_first(struct mim_screen_rows *r, struct mim_table *table,
                                const struct mim_screen_row *row, mimicry_error *error)
{
    const mimicry_status status = put_hit(r, table, &row->first, error);
    if (status != MIMICRY_OK)
        return status;
    put_place(table, &row->first);
    put_window(table, row->query, &row->first);
    return put_annotated(r, table, &row->first, error);
}

mimicry_status mim_screen_rows_put(struct mim_screen_rows *r, struct mim_table *table,
                                   const struct mim_screen_row *row, mimicry_error *error)
{
    mimicry_status status = put_always(r, table, row, error);
    if (status == MIMICRY_OK && r->dissimilarity)
        mim_put_real(table, row->dissimilarity);
    if (status == MIMICRY_OK)
        status = put_expression(r, table, row, error);
    if (status != MIMICRY_OK)
        return status;
    put_binders(r, table, row);
    status = mim_annotated_enter(r->annotated, row->query->allele, error);
    if (status == MIMICRY_OK)
        status = put_annotated(r, table, &row->nearest, error);
    if (status == MIMICRY_OK)
        status = put_annotated(r, table, &row->best, error);
    if (status == MIMICRY_OK && r->ordered)
        status = put_first(r, table, row, error);
    return status == MIMICRY_OK ? mim_end_row(table, error) : status;
}
