/* The order by similarity and presentation together. */
#include "score/combined.h"

#include <math.h>

/* Percentiles below count as this one: a table of binders may round them to 0. */
static const double LEAST_PERCENT = 0.001;

/* Chance gives N windows of a value up to N / 2 (E sqrt(p) <= v has 2 v of them), and 0.5 / sqrt of
 * the least share is 158: so that many at first nearly always do. */
enum { FIRST_FACTOR = 256, NEXT_FACTOR = 8 };

double mim_combined(double evalue, double percent)
{
    const double known = isnan(percent) ? 100 : percent;
    return evalue * sqrt((known > LEAST_PERCENT ? known : LEAST_PERCENT) / 100);
}

double mim_combined_least(double evalue)
{
    return mim_combined(evalue, LEAST_PERCENT);
}

double mim_combined_reach(double value, double percent)
{
    return 1.000001 * value / sqrt(fmax(percent, LEAST_PERCENT) / 100);
}

static uint64_t times(uint64_t top, uint64_t factor)
{
    return top > UINT64_MAX / factor ? UINT64_MAX : top * factor;
}

uint64_t mim_combined_first(uint64_t top)
{
    return times(top, FIRST_FACTOR);
}

uint64_t mim_combined_next(uint64_t found)
{
    return times(found, NEXT_FACTOR);
}
