/* Scorers that have to work, and values that have to be right. */
#include "score_checks.h"

#include <math.h>

mimicry_scorer *make_scorer(int32_t method, const char *matrix, const double *weights,
                            size_t n_weights)
{
    mimicry_error error = {.struct_size = sizeof error};
    mimicry_scorer_options options;
    mimicry_model *model = NULL;
    mimicry_scorer *scorer;

    mimicry_scorer_options_init(&options, sizeof options);
    if (matrix)
        support_expect_ok(mimicry_model_matrix(matrix, 0, &model, &error), &error, matrix);
    options.model = model;
    options.weights = weights;
    options.n_weights = n_weights;
    support_expect_ok(mimicry_scorer_create(method, &options, &scorer, &error), &error,
                      mimicry_score_name(method));
    mimicry_model_free(model); /* it was copied */
    return scorer;
}

double score_of(const mimicry_scorer *scorer, const char *a, const char *b)
{
    mimicry_error error = {.struct_size = sizeof error};
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
