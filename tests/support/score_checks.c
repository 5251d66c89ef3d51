/* Scorers that have to work, and values that have to be right. */
#include "score_checks.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "table_reader.h"

mimicry_scorer *make_scorer(int32_t method, const char *matrix, const double *weights,
                            size_t n_weights)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_score_options options = {
        .size = sizeof options, .method = method, .weights = weights, .n_weights = n_weights};
    mimicry_model_options source = {.size = sizeof source, .source = matrix};
    mimicry_model *model = NULL;
    mimicry_scorer *scorer;

    if (matrix)
        support_expect_ok(mimicry_model_create(&source, &model, &error), &error, matrix);
    options.model = model;
    support_expect_ok(mimicry_scorer_create(&options, &scorer, &error), &error,
                      mimicry_name(MIMICRY_NAMES_SCORES, (size_t)method));
    mimicry_model_free(model); /* it was copied */
    return scorer;
}

double score_of(const mimicry_scorer *scorer, const char *a, const char *b)
{
    mimicry_error error = {.size = sizeof error};
    double value = 0;

    support_expect_ok(mimicry_scorer_pair(scorer, a, b, &value, &error), &error, a);
    return value;
}

void expect_close(double got, double want, double tolerance, const char *what, const char *a,
                  const char *b)
{
    ck_assert_msg(fabs(got - want) <= tolerance, "%s of %s and %s: %.17g where %.17g was expected",
                  what, a, b, got, want);
}

static mimicry_status status_of(int failure)
{
    return failure == ECANCELED ? MIMICRY_E_CANCELLED
           : failure == ENOMEM  ? MIMICRY_E_MEMORY
                                : MIMICRY_E_ARGUMENT;
}

static mimicry_status read_values(struct ArrowArrayStream *stream, size_t count, double *out,
                                  mimicry_error *error)
{
    read_table table = table_read(stream);

    if (table.failure != 0) {
        error->status = status_of(table.failure);
        snprintf(error->message, sizeof error->message, "%s", table.message);
        table_release(&table);
        return error->status;
    }
    ck_assert_uint_eq(table.n_rows, count);
    for (size_t i = 0; i < count; i++) {
        out[i] = table_real(&table, i, "value");
        ck_assert(!table_at(&table, i, "b")->known);
    }
    table_release(&table);
    return MIMICRY_OK;
}

mimicry_status score_records(const mimicry_index *index, const mimicry_score_options *options,
                             const char *const *peptides, size_t count, double *out,
                             mimicry_error *error)
{
    mimicry_scorer *scorer = NULL;
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream stream;
    mimicry_query *rows = support_realloc(NULL, (count + 1) * sizeof *rows);

    for (size_t i = 0; i < count; i++)
        rows[i] = (mimicry_query){.peptide = peptides[i]};
    mimicry_status status = mimicry_scorer_create(options, &scorer, error);
    if (status == MIMICRY_OK)
        status = mimicry_queries_from(rows, count, sizeof *rows, NULL, &queries, error);
    if (status == MIMICRY_OK)
        status = mimicry_scorer_table(scorer, index, queries, &stream, error);
    if (status == MIMICRY_OK)
        status = read_values(&stream, count, out, error);
    mimicry_queries_close(queries);
    mimicry_scorer_free(scorer);
    free(rows);
    return status;
}
