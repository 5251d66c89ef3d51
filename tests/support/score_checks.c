/* Scorers that have to work, and values that have to be right. */
#include "score_checks.h"

#include <math.h>

mimicry0_scorer *make_scorer(int32_t method, const char *matrix, const double *weights,
                             size_t n_weights)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_scorer_options options;
    mimicry_model *model = NULL;
    mimicry0_scorer *scorer;

    mimicry0_scorer_options_init(&options, sizeof options);
    if (matrix)
        support_expect_ok(mimicry0_model_matrix(matrix, 0, &model, &error), &error, matrix);
    options.model = model;
    options.weights = weights;
    options.n_weights = n_weights;
    support_expect_ok(mimicry0_scorer_create(method, &options, &scorer, &error), &error,
                      mimicry0_score_name(method));
    mimicry_model_free(model); /* it was copied */
    return scorer;
}

double score_of(const mimicry0_scorer *scorer, const char *a, const char *b)
{
    mimicry_error error = {.size = sizeof error};
    double value = 0;

    support_expect_ok(mimicry0_scorer_pair(scorer, a, b, &value, &error), &error, a);
    return value;
}

void expect_close(double got, double want, double tolerance, const char *what, const char *a,
                  const char *b)
{
    ck_assert_msg(fabs(got - want) <= tolerance, "%s of %s and %s: %.17g where %.17g was expected",
                  what, a, b, got, want);
}
