/* Adjusts p-values for the number of tests. */
#include "score/adjust.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

struct ranked_p_value {
    double p;
    size_t number;
};

static int lowest_first(const void *x, const void *y)
{
    const struct ranked_p_value *a = x, *b = y;
    return (a->p > b->p) - (a->p < b->p);
}

mimicry_status mim_adjust_p_values(const double *p_values, size_t count, double *out,
                                   mimicry_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (!(p_values[i] >= 0 && p_values[i] <= 1))
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "p-value %zu is %g: a number from 0 to 1 was expected", i + 1,
                            p_values[i]);
    }
    struct ranked_p_value *ranked = mim_alloc_array(count, sizeof *ranked);
    if (ranked == NULL)
        return mim_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked_p_value){p_values[i], i};
    qsort(ranked, count, sizeof *ranked, lowest_first);
    double least = 1;
    for (size_t i = count; i > 0; i--) {
        least = fmin(least, ranked[i - 1].p * (double)count / (double)i);
        out[ranked[i - 1].number] = least;
    }
    free(ranked);
    return MIMICRY_OK;
}
