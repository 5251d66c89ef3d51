/* Puts the cells of hits. */
#include "table/hit_row.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/inline.h"
#include "model/scan.h"
#include "table/columns.h"
#include "table/letters.h"
#include "table/variant_cells.h"

_Static_assert((int)MIM_SPELL_MORE <= (int)MIM_TEXT_MORE, "residues of a column can be spelt");

static const struct mim_column match_columns[] = {MIM_COLUMN_QUERY_ID, MIM_COLUMN_QUERY,
                                                  MIM_COLUMN_MATCH, MIM_COLUMN_MISMATCHES,
                                                  MIM_COLUMN_SCORE};
static const struct mim_column place_columns[] = {
    MIM_COLUMN_ACCESSION, MIM_COLUMN_GENE, MIM_COLUMN_START, MIM_COLUMN_END, MIM_COLUMN_RANK};
static const struct mim_column window_columns[] = {MIM_COLUMN_QUERY_START, MIM_COLUMN_QUERY_END};
static const struct mim_column activity_column = MIM_COLUMN_ACTIVITY;
static const struct mim_column flank_columns[] = {{"n_flank", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF,
                                                   NULL, "Residues of the record before the match"},
                                                  {"c_flank", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF,
                                                   NULL, "Residues of the record after the match"}};
static const struct mim_column asked_columns[] = {
    {"alignment", MIM_TEXT, MIM_BRIEF, NULL,
     "The match with . where it has the query's residue, - where that is deleted, and in lower "
     "case what is inserted"},
    MIM_COLUMN_PROTEIN,
    {"group", MIM_INTEGER, MIM_BRIEF, NULL,
     "Number of the self-peptide: windows of a query with equal residues share it"}};
static const uint32_t asked_bits[] = {MIMICRY_COLUMN_ALIGNMENT, MIMICRY_COLUMN_PROTEIN,
                                      MIMICRY_COLUMN_GROUP};
enum { ASKED = sizeof asked_bits / sizeof *asked_bits };

const char *mim_asked_column_name(size_t i)
{
    static const char *const names[] = {"evalue", "alignment", "protein",
                                        "group",  "vital",     "lists"};
    return i < sizeof names / sizeof *names ? names[i] : NULL;
}

/* ---- Opening ---- */

mimicry_status mim_hit_row_open(struct mim_hit_row *r, const struct mim_search *search,
                                const struct mim_hit_style *style, const mimicry_run *run,
                                mimicry_error *error)
{
    *r =
        (struct mim_hit_row){.search = search, .style = *style, .groups = {.index = search->index}};
    r->groups.edits = style->edits;
    mim_record_names_open(&r->names, search->index);
    return mim_annotated_open(&r->annotated, style->annotations, style->presentation,
                              (style->columns & MIMICRY_COLUMN_VITAL) != 0, style->min_expression,
                              style->opt_levels, run, error);
}

void mim_hit_row_close(struct mim_hit_row *r)
{
    mim_record_names_close(&r->names);
    mim_edits_cells_close(&r->edits);
    mim_annotated_close(&r->annotated);
    mim_group_numbers_close(&r->groups);
    mim_significance_free(r->significance);
    *r = (struct mim_hit_row){0};
}

static size_t add(struct mim_column *out, size_t n, const struct mim_column *columns, size_t count)
{
    memcpy(out + n, columns, count * sizeof *columns);
    return n + count;
}

static bool has_activity(const struct mim_hit_row *r)
{
    return r->search->model != NULL && mim_model_only(r->search->model) != NULL;
}

size_t mim_hit_match_columns(struct mim_column *out)
{
    return add(out, 0, match_columns, sizeof match_columns / sizeof *match_columns);
}

size_t mim_hit_more_columns(const struct mim_hit_row *r, struct mim_column *out)
{
    size_t n = 0;
    if (has_activity(r))
        n = add(out, n, &activity_column, 1);
    if (r->style.edits)
        n = add(out, n, mim_edits_columns, MIM_EDITS_COLUMNS);
    if (r->style.columns & MIMICRY_COLUMN_EVALUE)
        n = add(out, n, mim_significance_columns, MIM_SIGNIFICANCE_COLUMNS);
    if (r->style.windows)
        n = add(out, n, window_columns, 2);
    if (r->style.flank > 0)
        n = add(out, n, flank_columns, 2);
    n += mim_annotated_columns(&r->annotated, out + n);
    for (size_t i = 0; i < ASKED; i++) {
        if (r->style.columns & asked_bits[i])
            n = add(out, n, &asked_columns[i], 1);
    }
    return add(out, n, &mim_variant_of_window, mim_variant_columns(r->search->index));
}

/* ---- Cells ---- */

mimicry_status mim_hit_row_begin(struct mim_hit_row *r, const struct mim_hit_query *query,
                                 mimicry_error *error)
{
    const char *expected;
    size_t column;
    r->query = *query;
    r->ranks = (struct mim_ranks){0};
    const mimicry_status status = mim_annotated_enter(&r->annotated, query->alleles, error);
    if (status != MIMICRY_OK)
        return status;
    if (r->search->positions == MIMICRY_POSITIONS_NONE ||
        mim_epitope_parse(query->peptide, &r->epitope, &column, &expected))
        return MIMICRY_OK;
    return mim_fail(error, MIMICRY_E_ARGUMENT, "epitope %llu: column %zu: %s was expected",
                    (unsigned long long)query->number + 1, column, expected);
}

static const uint8_t *residues_of(const struct mim_hit_row *r, const mimicry_hit *hit)
{
    return r->search->index->text + r->search->index->starts[hit->record] + hit->start;
}

enum { EPITOPE_LETTER = 25 }; /* ", ", a letter, 20 digits, a NUL */

/* Residues of an epitope with their positions in the record. */
static char *write_epitope(const struct mim_hit_row *r, char *to, const mimicry_hit *hit)
{
    const uint8_t *codes = residues_of(r, hit);
    for (uint32_t k = 0; k < r->epitope.count; k++) {
        const uint64_t offset = r->epitope.offsets[k];
        const int n =
            snprintf(to, EPITOPE_LETTER, "%s%c%llu", k > 0 ? ", " : "",
                     mim_letter_of[codes[offset]], (unsigned long long)(hit->start + offset + 1));
        to += n > 0 ? n : 0;
    }
    return to;
}

static void put_epitopes(const struct mim_hit_row *r, struct mim_table *table,
                         const struct mim_hits *hits)
{
    struct mim_buffers *column =
        mim_next_text(table, hits->count * r->epitope.count * EPITOPE_LETTER);
    for (size_t i = 0; i < hits->count && column != NULL; i++) {
        const char *end = write_epitope(r, column->bytes + column->used, &hits->at[i]);
        column->used = (size_t)(end - column->bytes);
        column->offsets[table->rows + i + 1] = (int32_t)column->used;
    }
}

/* Codes first, which then become letters all at once. Behind the residues of a text there is
 * padding: as many bytes as a short copy takes can be read anywhere. */
static void put_residues(const struct mim_hit_row *r, struct mim_table *table,
                         const struct mim_hits *hits)
{
    const uint8_t *text = r->search->index->text;
    const uint64_t *starts = r->search->index->starts;
    struct mim_texts codes;
    size_t bytes = 0;
    for (size_t i = 0; i < hits->count; i++) {
        const mimicry_hit *hit = &hits->at[i];
        codes.at[i] = (const char *)text + starts[hit->record] + hit->start;
        codes.length[i] = hit->length;
        bytes += hit->length;
    }
    char *put = mim_put_texts(table, &codes, hits->count);
    if (put != NULL)
        r->search->kernels->spell((uint8_t *)put, bytes);
}

static void put_windows(const struct mim_hit_row *r, struct mim_table *table,
                        const struct mim_hits *hits)
{
    size_t bytes = 0;
    for (size_t i = 0; i < hits->count; i++)
        bytes += hits->at[i].query_length;
    struct mim_buffers *column = mim_next_text(table, bytes);
    for (size_t i = 0; i < hits->count && column != NULL; i++)
        mim_buffers_text(column, table->rows + i, r->query.peptide + hits->at[i].query_start,
                         hits->at[i].query_length);
}

void mim_hit_put_matches(const struct mim_hit_row *r, struct mim_table *table,
                         const struct mim_hits *hits)
{
    mim_put_repeated(table, r->query.id, r->query.id_length, hits->count);
    if (r->style.windows)
        put_windows(r, table, hits);
    else
        mim_put_repeated(table, r->query.peptide, strlen(r->query.peptide), hits->count);
    if (r->search->positions == MIMICRY_POSITIONS_NONE)
        put_residues(r, table, hits);
    else
        put_epitopes(r, table, hits);
    struct mim_buffers *column = mim_next_cell(table, MIM_INTEGER);
    for (size_t i = 0; i < hits->count && column != NULL; i++)
        column->integers[table->rows + i] = hits->at[i].mismatches;
    column = mim_next_cell(table, MIM_REAL);
    for (size_t i = 0; i < hits->count && column != NULL; i++)
        column->reals[table->rows + i] = hits->at[i].score;
}

static void put_flanks(const struct mim_hit_row *r, struct mim_table *table, const mimicry_hit *hit)
{
    const struct mimicry_index *index = r->search->index;
    const uint64_t from = index->starts[hit->record], flank = r->style.flank;
    const uint64_t residues = index->starts[hit->record + 1] - 1 - from;
    const uint64_t end = hit->start + hit->length, left = residues - end;
    const uint64_t before = hit->start < flank ? hit->start : flank;
    const uint64_t after = left < flank ? left : flank;
    mim_put_codes_or_null(table, index->text + from + hit->start - before, (size_t)before);
    mim_put_codes_or_null(table, index->text + from + end, (size_t)after);
}

static char aligned(char query, uint8_t code)
{
    return mim_is_amino_acid(code) && mim_code_of[(unsigned char)query] == code
               ? '.'
               : mim_letter_of[code];
}

static mimicry_status put_alignment(struct mim_hit_row *r, struct mim_table *table,
                                    const mimicry_hit *hit, mimicry_error *error)
{
    char text[MIMICRY_MAX_PEPTIDE];
    const uint8_t *codes = residues_of(r, hit);
    const char *query = r->query.peptide + hit->query_start;
    const bool whole = r->search->positions == MIMICRY_POSITIONS_NONE;
    if (r->style.edits)
        return mim_edits_cells_put_match(&r->edits, table, error);
    for (uint32_t i = 0; i < hit->query_length; i++)
        text[i] = whole ? aligned(query[i], codes[i])
                        : aligned(mim_letter_of[r->epitope.codes[i]], codes[r->epitope.offsets[i]]);
    mim_put_text(table, text, hit->query_length);
    return MIMICRY_OK;
}

static mimicry_status put_group(struct mim_hit_row *r, struct mim_table *table,
                                const mimicry_hit *hit, mimicry_error *error)
{
    uint64_t number = 0;
    const mimicry_status status =
        mim_group_numbers_find(&r->groups, r->query.number, hit, &number, error);
    mim_put_integer(table, (int64_t)number);
    return status;
}

/* The columns on request, in their order. */
static mimicry_status put_asked(struct mim_hit_row *r, struct mim_table *table,
                                const mimicry_hit *hit, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (r->style.columns & MIMICRY_COLUMN_ALIGNMENT)
        status = put_alignment(r, table, hit, error);
    if (status == MIMICRY_OK && (r->style.columns & MIMICRY_COLUMN_PROTEIN)) {
        status = mim_record_names_find(&r->names, hit->record, error);
        if (status == MIMICRY_OK)
            mim_put_string(table, mim_record_names_protein(&r->names));
    }
    if (status == MIMICRY_OK && (r->style.columns & MIMICRY_COLUMN_GROUP))
        status = put_group(r, table, hit, error);
    return status;
}

static mimicry_status put_annotated(struct mim_hit_row *r, struct mim_table *table,
                                    const mimicry_hit *hit, mimicry_error *error)
{
    if (r->annotated.expression == NULL && r->annotated.presentation == NULL)
        return MIMICRY_OK;
    const char *gene = "";
    if (r->annotated.expression != NULL) {
        const mimicry_status status = mim_record_names_find(&r->names, hit->record, error);
        if (status != MIMICRY_OK)
            return status;
        gene = r->names.gene;
    }
    return mim_annotated_put(&r->annotated, table, gene, residues_of(r, hit), hit->length, error);
}

mimicry_status mim_hit_put_more(struct mim_hit_row *r, struct mim_table *table,
                                const mimicry_hit *hit, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (has_activity(r))
        mim_put_real(table, mim_scan_share(-hit->score));
    if (r->style.edits) {
        status = mim_edits_cells_set(&r->edits, r->query.peptide + hit->query_start,
                                     residues_of(r, hit), hit, error);
        if (status == MIMICRY_OK)
            status = mim_edits_cells_put(&r->edits, table, error);
    }
    if (status == MIMICRY_OK && r->significance != NULL)
        status = mim_significance_put(r->significance, table, r->query.number, hit, error);
    if (r->style.windows) {
        mim_put_integer(table, (int64_t)hit->query_start + 1);
        mim_put_integer(table, (int64_t)(hit->query_start + hit->query_length));
    }
    if (r->style.flank > 0)
        put_flanks(r, table, hit);
    if (status == MIMICRY_OK)
        status = put_annotated(r, table, hit, error);
    if (status == MIMICRY_OK)
        status = put_asked(r, table, hit, error);
    if (status != MIMICRY_OK || mim_variant_columns(r->search->index) == 0)
        return status;
    return mim_variant_put(table, r->search->index, hit->record, hit->start, hit->length, error);
}

/* ---- Ranks by models ---- */

static size_t n_models(const struct mim_hit_row *r)
{
    return r->style.opt_models != NULL ? r->style.opt_models->count : 0;
}

static size_t model_columns(struct mim_hit_row *r, struct mim_column *out)
{
    for (size_t m = 0; m < n_models(r); m++) {
        snprintf(r->model_columns[m], MIM_MODEL_COLUMN, "rank_%s", r->style.opt_models->names[m]);
        out[m] = (struct mim_column){r->model_columns[m], MIM_INTEGER, MIM_BRIEF, NULL,
                                     "Place among all windows that are searched by the score of "
                                     "this model, from 1; those as "
                                     "good share it"};
    }
    return n_models(r);
}

static void put_by_models(const struct mim_hit_row *r, struct mim_table *table,
                          const struct mim_hits *hits)
{
    const size_t n = n_models(r);
    for (size_t m = 0; m < n; m++) {
        struct mim_buffers *column = mim_next_cell(table, MIM_INTEGER);
        for (size_t i = 0; i < hits->count && column != NULL; i++)
            column->integers[table->rows + i] = (int64_t)hits->by_model[i * n + m];
    }
}

/* ---- Whole rows ---- */

size_t mim_hit_columns(struct mim_hit_row *r, struct mim_column *out)
{
    size_t n = mim_hit_match_columns(out);
    n = add(out, n, place_columns, sizeof place_columns / sizeof *place_columns);
    n += model_columns(r, out + n);
    const size_t more = mim_hit_more_columns(r, out + n);
    r->has_more = more > 0;
    return n + more;
}

/* Names of the records of hits. */
struct names {
    struct mim_texts accessions, genes;
};

/* Hits are in any order in memory: what is read of the index for a hit is asked for so many hits
 * before, and long before its cells are put. */
enum { SOON = 16, LATER = 32 };

static inline const mimicry_hit *ahead(const struct mim_hits *hits, size_t i)
{
    return i < hits->count + hits->following ? &hits->at[i] : NULL;
}

/* Asks for the names and the residues of later hits, and for what those are found by. */
static MIM_ALWAYS_INLINE void ask_ahead(const struct mim_hit_row *r, const struct mim_hits *hits,
                                        size_t i)
{
    const struct mimicry_index *index = r->search->index;
    const mimicry_hit *soon = ahead(hits, i + SOON), *later = ahead(hits, i + LATER);
    if (later != NULL) {
        __builtin_prefetch(&index->starts[later->record]);
        if (r->names.kept != NULL)
            __builtin_prefetch(&r->names.kept[later->record]);
        else
            __builtin_prefetch(&index->name_offsets[later->record]);
    }
    if (soon != NULL)
        __builtin_prefetch(residues_of(r, soon));
    if (soon != NULL && r->names.kept == NULL) {
        const uint64_t at = index->name_offsets[soon->record]; /* of a damaged index: any */
        __builtin_prefetch((const void *)((uintptr_t)index->names + (uintptr_t)at));
    }
}

static mimicry_status look_up(struct mim_hit_row *r, const struct mim_hits *hits, struct names *out,
                              mimicry_error *error)
{
    struct mim_record_names *names = &r->names;
    for (size_t i = 0; i < hits->count; i++) {
        ask_ahead(r, hits, i);
        const mimicry_status status = mim_record_names_find(names, hits->at[i].record, error);
        if (status != MIMICRY_OK)
            return status;
        out->accessions.at[i] = names->accession;
        out->accessions.length[i] = names->accession_length;
        out->genes.at[i] = names->gene;
        out->genes.length[i] = names->gene_length;
    }
    return MIMICRY_OK;
}

/* The columns that every table of hits has. */
static void put_cells(struct mim_hit_row *r, struct mim_table *table, const struct mim_hits *hits,
                      const struct names *names)
{
    mim_hit_put_matches(r, table, hits);
    mim_put_texts(table, &names->accessions, hits->count);
    mim_put_texts(table, &names->genes, hits->count);
    struct mim_buffers *column = mim_next_cell(table, MIM_INTEGER);
    for (size_t i = 0; i < hits->count && column != NULL; i++)
        column->integers[table->rows + i] = (int64_t)hits->at[i].start + 1;
    column = mim_next_cell(table, MIM_INTEGER);
    for (size_t i = 0; i < hits->count && column != NULL; i++)
        column->integers[table->rows + i] = (int64_t)(hits->at[i].start + hits->at[i].length);
    column = mim_next_cell(table, MIM_INTEGER);
    for (size_t i = 0; i < hits->count && column != NULL; i++)
        column->integers[table->rows + i] =
            hits->ranks != NULL ? (int64_t)hits->ranks[i]
                                : mim_ranks_next(&r->ranks, &hits->at[i], r->style.edits, NULL);
    put_by_models(r, table, hits);
}

/* The other columns, row by row, and the ends of the rows. */
static mimicry_status end_cells(struct mim_hit_row *r, struct mim_table *table,
                                const struct mim_hits *hits, mimicry_error *error)
{
    const size_t first = table->at;
    mimicry_status status = MIMICRY_OK;
    if (!r->has_more)
        return mim_end_rows(table, hits->count, error);
    for (size_t i = 0; i < hits->count && status == MIMICRY_OK; i++) {
        table->at = first;
        status = mim_hit_put_more(r, table, &hits->at[i], error);
        if (status == MIMICRY_OK)
            status = mim_end_row(table, error);
    }
    return status;
}

mimicry_status mim_hit_put(struct mim_hit_row *r, struct mim_table *table, struct mim_hits hits,
                           mimicry_error *error)
{
    struct names names;
    mimicry_status status = MIMICRY_OK;
    while (hits.count > 0 && status == MIMICRY_OK) {
        const size_t room = mim_table_room(table), n = hits.count < room ? hits.count : room;
        const struct mim_hits now = {hits.at, n, hits.count - n + hits.following, hits.ranks,
                                     hits.by_model};
        status = look_up(r, &now, &names, error);
        if (status != MIMICRY_OK)
            break;
        put_cells(r, table, &now, &names);
        status = end_cells(r, table, &now, error);
        hits.at += n;
        hits.ranks = hits.ranks != NULL ? hits.ranks + n : NULL;
        hits.by_model = hits.by_model != NULL ? hits.by_model + n * n_models(r) : NULL;
        hits.count -= n;
    }
    return status;
}
