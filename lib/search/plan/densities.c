/* Adds positions up one at a time, and keeps what begins at an end of the peptide. */
#include "search/plan/densities.h"

static const struct mim_spread *spread_of(struct mim_densities *d,
                                          const struct mim_profile *profile,
                                          const struct mim_frequencies *frequencies, uint32_t j)
{
    if (profile->opt_codes == NULL) {
        mim_spread_set(&d->own[j], profile, frequencies, j);
        return &d->own[j];
    }
    const uint8_t code = profile->opt_codes[j];
    if ((d->known >> code & 1) == 0)
        mim_spread_set(&d->of[code], profile, frequencies, j);
    d->known |= UINT32_C(1) << code;
    return &d->of[code];
}

void mim_densities_begin(struct mim_densities *d, const struct mim_profile *profile,
                         const struct mim_frequencies *frequencies)
{
    if (d->limit != profile->limit)
        d->known = 0;
    d->limit = profile->limit;
    for (uint32_t j = 0; j < profile->length; j++)
        d->spread[j] = spread_of(d, profile, frequencies, j);
    d->first.known = d->last.known = 0;
}

const struct mim_density *mim_densities_of(struct mim_densities *d,
                                           const struct mim_profile *profile, uint32_t from,
                                           uint32_t to, struct mim_density work[2])
{
    const uint32_t length = profile->length, count = to - from, limit = profile->limit;
    if (count <= MIM_SHARED_DENSITIES && (from == 0 || to == length)) {
        struct mim_shared_densities *shared = from == 0 ? &d->first : &d->last;
        for (; shared->known < count; shared->known++) {
            const uint32_t n = shared->known, j = from == 0 ? n : length - 1 - n;
            mim_density_add(n > 0 ? &shared->of[n - 1] : NULL, limit, d->spread[j], &shared->of[n]);
        }
        return &shared->of[count - 1];
    }
    for (uint32_t k = 0; k < count; k++)
        mim_density_add(k > 0 ? &work[(k - 1) % 2] : NULL, limit, d->spread[from + k],
                        &work[k % 2]);
    return &work[(count - 1) % 2];
}

void mim_density_add_up(const struct mim_density *density, uint32_t limit, double *at_most)
{
    double sum = 0;
    for (uint32_t cost = 0; cost <= limit; cost++)
        at_most[cost] = sum += density->at[cost];
}
