/* Values of hits by what is presented, of which the lowest is the first. */
#ifndef MIM_SCORE_PRESENTED_VALUES_H
#define MIM_SCORE_PRESENTED_VALUES_H

#include "score/evalues.h"
#include "search/presentation.h"

/* Of hits of one window of a query, whose own alleles are these. With the E-values of that window
 * the combined values (score/combined.h), else the percentiles; what is not known has the highest
 * of these. `first_only`: hits that are not the first may have INFINITY. */
mimicry_status mim_presented_values(struct mim_presentation *presentation, const char *alleles,
                                    const struct mimicry_index *index,
                                    const struct mim_evalues *opt_evalues, bool first_only,
                                    const mimicry_hit *hits, size_t count, double *out,
                                    mimicry_error *error);

#endif
