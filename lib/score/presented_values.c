/* Values hits by what is presented. */
#include "score/presented_values.h"

#include <math.h>

#include "score/combined.h"

mimicry_status mim_presented_values(struct mim_presentation *presentation, const char *alleles,
                                    const struct mimicry_index *index,
                                    const struct mim_evalues *opt_evalues, bool first_only,
                                    const mimicry_hit *hits, size_t count, double *out,
                                    mimicry_error *error)
{
    struct mim_allele_set *set;
    double score = (double)NAN, evalue = 0; /* of the last hit: many in a row have the same */
    double least = INFINITY;
    if (count == 0)
        return MIMICRY_OK;
    mimicry_status status = mim_presentation_set(presentation, alleles, &set, error);
    if (status == MIMICRY_OK)
        status = mim_presentation_ready(presentation, set, hits[0].length, error);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++) {
        const uint8_t *codes = index->text + index->starts[hits[i].record] + hits[i].start;
        if (opt_evalues != NULL && !(score == hits[i].score))
            evalue = mim_evalue_of(opt_evalues, hits[i].score);
        score = hits[i].score;
        out[i] = INFINITY;
        if (opt_evalues != NULL && first_only && mim_combined_least(evalue) > least)
            continue;
        const double percent =
            mim_presentation_find(presentation, set, codes, hits[i].length).percent;
        if (opt_evalues != NULL)
            out[i] = mim_combined(evalue, percent);
        else if (!isnan(percent))
            out[i] = percent;
        least = fmin(least, out[i]);
    }
    return status;
}
