/* Scores windows exactly. */
#include "search/compile/query.h"

double mim_query_self_score(const struct mim_query *query)
{
    double sum = 0;
    for (uint32_t j = 0; j < query->length; j++)
        sum += query->positions[j].scores[query->codes[j]];
    return sum;
}

bool mim_query_test(const struct mim_query *query, const uint8_t *window, struct mim_hit *out)
{
    double score = 0;
    uint32_t matches = 0;
    for (uint32_t j = 0; j < query->length; j++) {
        const struct mim_position *position = &query->positions[j];
        if (window[j] >= MIM_RESIDUES)
            return false;
        matches += position->accepts >> window[j] & 1;
        score += position->scores[window[j]];
    }
    out->score = score;
    out->mismatches = query->length - matches;
    return query->by_score ? score >= query->min_score : out->mismatches <= query->max_mismatches;
}
