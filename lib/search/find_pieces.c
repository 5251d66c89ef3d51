/* Pigeonhole search: m mismatches leave one of m + 1 pieces intact, and the suffix array knows
 * where each piece occurs. With m = 0 the one piece is the peptide. */
#include "search/find.h"

#include <string.h>

#include "index/suffix.h"
#include "search/plan.h"

enum { AHEAD = 24 }; /* positions whose text is fetched before it is needed */

mimicry_status mim_find_corrupt(mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_CORRUPT, "the index is damaged: verify it, or build it again");
}

static bool can_match(const struct mim_query *query, struct mim_piece piece)
{
    for (uint32_t j = piece.from; j < piece.to; j++) {
        if (!mim_is_amino_acid(query->codes[j]))
            return false;
    }
    return true;
}

/* A window with several intact pieces is found by each of them; the first one reports it. */
static bool found_earlier(const struct mim_query *query, uint32_t piece_number,
                          const uint8_t *window)
{
    for (uint32_t i = 0; i < piece_number; i++) {
        const struct mim_piece piece = mim_plan_piece(query, i);
        if (can_match(query, piece) &&
            memcmp(window + piece.from, query->codes + piece.from, piece.to - piece.from) == 0)
            return true;
    }
    return false;
}

static mimicry_status test_interval(const struct mimicry_index *index, const struct mim_job *job,
                                    uint32_t job_number, uint32_t piece_number,
                                    struct mim_interval in, struct mim_collector *collector,
                                    mimicry_error *error)
{
    const uint32_t before = mim_plan_piece(&job->query, piece_number).from;
    for (uint64_t rank = in.from; rank < in.to; rank++) {
        if (rank + AHEAD < in.to) {
            const uint64_t later = mim_suffix_at(index, rank + AHEAD);
            __builtin_prefetch(index->text + (later < before ? 0 : later - before));
        }
        const uint64_t at = mim_suffix_at(index, rank);
        if (at >= index->text_length)
            return mim_find_corrupt(error);
        if (at < before || found_earlier(&job->query, piece_number, index->text + at - before))
            continue;
        const mimicry_status status =
            mim_collect(collector, job, job_number, index->text, at - before, error);
        if (status != MIMICRY_OK)
            return status;
    }
    return MIMICRY_OK;
}

mimicry_status mim_find_by_pieces(const struct mimicry_index *index, const struct mim_job *job,
                                  uint32_t job_number, struct mim_collector *collector,
                                  mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t i = 0; i <= job->query.max_mismatches && status == MIMICRY_OK; i++) {
        const struct mim_piece piece = mim_plan_piece(&job->query, i);
        struct mim_interval in;
        if (!can_match(&job->query, piece))
            continue;
        if (!mim_suffix_find(index, job->query.codes + piece.from, piece.to - piece.from, &in))
            return mim_find_corrupt(error);
        status = test_interval(index, job, job_number, i, in, collector, error);
    }
    return status;
}
