/* The amplitude of Luksza et al. 2017, Nature 551:517. */
#ifndef MIM_SCORE_AMPLITUDE_H
#define MIM_SCORE_AMPLITUDE_H

#include <math.h>

/* Of dissociation constants in nM; NaN unless both are above 0. */
static inline double mim_score_amplitude(double kd_wildtype, double kd_mutant)
{
    static const double wildtype_per_nm = 0.0003;
    if (!isfinite(kd_wildtype) || !isfinite(kd_mutant) || kd_wildtype <= 0 || kd_mutant <= 0)
        return (double)NAN;
    return kd_wildtype / kd_mutant / (1 + wildtype_per_nm * kd_wildtype);
}

#endif
