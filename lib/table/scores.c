/* Scores queries, a block at a time: with their targets, with all records of an index, or by their
 * dissociation constants. */
#include "table/scores.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digits.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "query/queries.h"
#include "score/amplitude.h"
#include "score/pair.h"
#include "score/partition.h"
#include "table/kept.h"
#include "table/table.h"

static const struct mim_column columns[] = {
    {"a", MIM_TEXT, 0, NULL,
     "The peptide; of amplitude, the wild type's dissociation constant in nM"},
    {"b", MIM_TEXT, MIM_NULLABLE, NULL,
     "What it is compared with; null for the records of an index; of amplitude, the peptide's "
     "dissociation constant in nM"},
    {"method", MIM_TEXT, 0, NULL, "Name of the score"},
    {"value", MIM_REAL, 0, NULL, "The score"},
};

struct scores {
    const struct mimicry_scorer *scorer;
    const struct mimicry_index *index; /* or NULL */
    mimicry_queries *queries;
    uint64_t done; /* queries of the blocks before */
    /* the block */
    const mimicry_query *rows;
    size_t count;
    const char **peptides;
    double *values, *amplitudes;
};

MIM_PRINTF(4, 5)
static mimicry_status refuse(const struct scores *s, size_t i, mimicry_error *error,
                             const char *format, ...)
{
    const struct mim_place place = mim_queries_place(s->queries, &s->rows[i], s->done + i);
    char what[sizeof error->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return mim_place_fail(&place, error, "%s", what);
}

static int tell(const struct scores *s, uint64_t done)
{
    const mimicry_run *run = &s->scorer->run;
    return run->progress == NULL ? 0 : run->progress(run->data, s->done + done, s->done + s->count);
}

/* ---- Pairs ---- */

/* Its own, or the index peptide of the scan. */
static const char *target_of(const struct scores *s, size_t i)
{
    return *s->rows[i].target == '\0' && s->scorer->scan != NULL ? mim_model_only(s->scorer->scan)
                                                                 : s->rows[i].target;
}

static mimicry_status score_pairs(struct scores *s, mimicry_error *error)
{
    for (size_t i = 0; i < s->count; i++) {
        mimicry_error what = {.size = sizeof what};
        const char *target = target_of(s, i);
        if (*target == '\0')
            return refuse(s, i, error, "it has no peptide to be compared with");
        if (mim_pair_score(s->scorer, s->rows[i].peptide, target, &s->values[i], &what) !=
            MIMICRY_OK)
            return refuse(s, i, error, "%s", what.message);
    }
    return tell(s, s->count) != 0 ? mim_fail_cancelled(error) : MIMICRY_OK;
}

/* ---- Records ---- */

static mimicry_status check_peptides(struct scores *s, mimicry_error *error)
{
    for (size_t i = 0; i < s->count; i++) {
        if (*s->rows[i].peptide == '\0')
            return refuse(s, i, error, "it has no peptide");
        if (s->rows[i].is_sequence)
            return refuse(s, i, error, "a peptide of 1 to %d residues, without `*`, was expected",
                          (int)MIMICRY_MAX_PEPTIDE);
        s->peptides[i] = s->rows[i].peptide;
    }
    return MIMICRY_OK;
}

static int watch(void *data, uint64_t done, uint64_t total)
{
    (void)total; /* the queries of the block */
    return tell(data, done);
}

static mimicry_status score_records(struct scores *s, mimicry_error *error)
{
    const struct mimicry_scorer *scorer = s->scorer;
    const struct mim_partition partition = {
        .index = s->index,
        .scoring = &scorer->alignment,
        .kernels = mim_kernels_get(scorer->run.instructions),
        .a = scorer->midpoint,
        .k = scorer->slope,
        .plan = scorer->run.plan,
        .threads = scorer->run.threads > 0 ? (unsigned)scorer->run.threads : mim_processors(),
        .progress = scorer->run.progress != NULL ? watch : NULL,
        .progress_data = s,
    };
    const bool rest = scorer->method == MIMICRY_SCORE_DISSIMILARITY;
    const mimicry_status status = check_peptides(s, error);
    return status != MIMICRY_OK
               ? status
               : mim_partition_run(&partition, s->peptides, s->count, rest ? NULL : s->values,
                                   rest ? s->values : NULL, error);
}

/* ---- Constants ---- */

static mimicry_status find_amplitudes(struct scores *s, mimicry_error *error)
{
    for (size_t i = 0; i < s->count; i++) {
        s->amplitudes[i] = mim_score_amplitude(s->rows[i].kd_wildtype, s->rows[i].kd_mutant);
        if (isnan(s->amplitudes[i]))
            return refuse(s, i, error,
                          "dissociation constants in nM of wild type and mutant, above 0, were "
                          "expected");
    }
    return MIMICRY_OK;
}

/* ---- The table ---- */

static mimicry_status score_block(struct scores *s, mimicry_error *error)
{
    const int32_t method = s->scorer->method;
    const bool has_constants = mim_score_has_constants(method);
    const bool has_records = mim_score_has_records(method);
    if (mim_score_has_pairs(method))
        return score_pairs(s, error);
    mimicry_status status = has_constants ? find_amplitudes(s, error) : MIMICRY_OK;
    if (status == MIMICRY_OK && has_records)
        status = score_records(s, error);
    for (size_t i = 0; i < s->count && status == MIMICRY_OK && has_constants; i++)
        s->values[i] = has_records ? s->values[i] * s->amplitudes[i] : s->amplitudes[i];
    return status;
}

static void put_number(struct mim_table *table, double value)
{
    char text[MIM_DIGITS_ROOM];
    mim_put_text(table, text, (size_t)(mim_write_real(text, value) - text));
}

static void put_row(const struct scores *s, size_t i, struct mim_table *table)
{
    const mimicry_query *query = &s->rows[i];
    const int32_t method = s->scorer->method;
    if (method == MIMICRY_SCORE_AMPLITUDE) {
        put_number(table, query->kd_wildtype);
        put_number(table, query->kd_mutant);
    } else {
        mim_put_string(table, query->peptide);
        mim_put_string(table, mim_score_has_pairs(method) ? target_of(s, i) : NULL);
    }
    mim_put_string(table, mim_score_name(method));
    mim_put_real(table, s->values[i]);
}

static mimicry_status next_block(void *data, struct mim_table *table, bool *more,
                                 mimicry_error *error)
{
    struct scores *s = data;
    mimicry_status status =
        mim_queries_next(s->queries, MIM_TABLE_ROWS, &s->rows, &s->count, error);
    *more = s->count > 0;
    if (status != MIMICRY_OK || s->count == 0)
        return status;
    status = score_block(s, error);
    for (size_t i = 0; i < s->count && status == MIMICRY_OK; i++) {
        put_row(s, i, table);
        status = mim_end_row(table, error);
    }
    s->done += s->count;
    return status;
}

static void free_scores(void *data)
{
    struct scores *s = data;
    free(s->peptides);
    free(s->values);
    free(s->amplitudes);
    free(s);
}

mimicry_status mim_scores_table(const struct mimicry_scorer *scorer,
                                const struct mimicry_index *opt_index, mimicry_queries *queries,
                                struct ArrowArrayStream *out, mimicry_error *error)
{
    struct mim_table *table = NULL;
    struct scores *s = mim_alloc_zeroed(1, sizeof *s);
    if (s == NULL)
        return mim_fail_memory(error);
    *s = (struct scores){.scorer = scorer, .index = opt_index, .queries = queries};
    s->peptides = mim_alloc_array(MIM_TABLE_ROWS, sizeof *s->peptides);
    s->values = mim_alloc_array(MIM_TABLE_ROWS, sizeof *s->values);
    s->amplitudes = mim_alloc_array(MIM_TABLE_ROWS, sizeof *s->amplitudes);
    mimicry_status status =
        s->peptides == NULL || s->values == NULL || s->amplitudes == NULL
            ? mim_fail_memory(error)
            : mim_table_create(columns, sizeof columns / sizeof *columns, &table, error);
    if (status != MIMICRY_OK) {
        free_scores(s);
        return status;
    }
    const struct mim_producer producer = {.next = next_block, .free = free_scores, .data = s};
    status = mim_stream_create(table, &producer, out, error);
    if (status == MIMICRY_OK)
        mim_stream_keep(
            out, &(struct mim_kept){.index = opt_index, .queries = queries, .scorer = scorer});
    return status;
}
