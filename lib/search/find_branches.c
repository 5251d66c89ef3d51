/* Branch and bound: descends the suffix array as a tree of prefixes, and leaves every branch whose
 * penalties so far exceed the limit. The first residues come from the prefix table, deeper ones by
 * binary search; few enough suffixes are tested one by one. */
#include "search/find.h"

#include "index/suffix.h"

enum { FEW = 8 };

struct descent {
    const struct mimicry_index *index;
    const struct mim_job *job;
    uint32_t job_number;
    struct mim_collector *collector;
    mimicry_error *error;
};

static mimicry_status test_all(const struct descent *d, struct mim_interval in)
{
    for (uint64_t rank = in.from; rank < in.to; rank++) {
        const uint64_t at = mim_suffix_at(d->index, rank);
        if (at >= d->index->text_length)
            return mim_find_corrupt(d->error);
        const mimicry_status status =
            mim_collect(d->collector, d->job, d->job_number, d->index->text, at, d->error);
        if (status != MIMICRY_OK)
            return status;
    }
    return MIMICRY_OK;
}

/* All suffixes of `in` agree in their first `depth` codes, which cost `penalty`. */
static mimicry_status descend(const struct descent *d, struct mim_interval in, uint32_t depth,
                              uint32_t penalty)
{
    const struct mim_profile *profile = &d->job->profile;
    if (depth == profile->length || in.to - in.from <= FEW)
        return test_all(d, in);
    while (in.from < in.to) {
        const uint64_t at = mim_suffix_at(d->index, in.from);
        if (at >= d->index->text_length)
            return mim_find_corrupt(d->error);
        const uint8_t code = d->index->text[at + depth];
        if (code >= MIM_RESIDUES) /* and all that follow are larger */
            break;
        struct mim_interval child = {in.from, in.to};
        if (!mim_suffix_lower(d->index, in, depth, code + 1u, &child.to) || child.to == child.from)
            return mim_find_corrupt(d->error);
        const uint32_t sum = penalty + profile->penalty[depth][code];
        if (sum <= profile->limit) {
            const mimicry_status status = descend(d, child, depth + 1, sum);
            if (status != MIMICRY_OK)
                return status;
        }
        in.from = child.to;
    }
    return MIMICRY_OK;
}

static mimicry_status table_interval(const struct descent *d, uint64_t key, uint64_t span,
                                     struct mim_interval *out)
{
    out->from = mim_prefix_at(d->index, key);
    out->to = mim_prefix_at(d->index, key + span);
    const bool good = out->from <= out->to && out->to <= d->index->text_length;
    return good ? MIMICRY_OK : mim_find_corrupt(d->error);
}

/* The same within the prefix table: keys [key, key + span) share their first `depth` digits. The
 * last digit stands for several codes, so its suffixes are told apart by their text. */
static mimicry_status descend_table(const struct descent *d, uint64_t key, uint64_t span,
                                    uint32_t depth, uint32_t penalty)
{
    const struct mim_profile *profile = &d->job->profile;
    struct mim_interval in;
    mimicry_status status = table_interval(d, key, span, &in);
    if (status != MIMICRY_OK || in.from == in.to)
        return status;
    if (depth == MIM_PREFIX_LENGTH || depth == profile->length || in.to - in.from <= FEW)
        return descend(d, in, depth, penalty);
    const uint64_t step = span / MIM_PREFIX_RADIX;
    for (uint32_t code = 0; code < MIM_AMINO_ACIDS && status == MIMICRY_OK; code++) {
        const uint32_t sum = penalty + profile->penalty[depth][code];
        if (sum <= profile->limit)
            status = descend_table(d, key + code * step, step, depth + 1, sum);
    }
    if (status == MIMICRY_OK)
        status = table_interval(d, key + MIM_AMINO_ACIDS * step, step, &in);
    return status == MIMICRY_OK ? descend(d, in, depth, penalty) : status;
}

mimicry_status mim_find_by_branches(const struct mimicry_index *index, const struct mim_job *job,
                                    uint32_t job_number, struct mim_collector *collector,
                                    mimicry_error *error)
{
    const struct descent d = {index, job, job_number, collector, error};
    return descend_table(&d, 0, MIM_PREFIX_KEYS, 0, 0);
}
