/* Scores windows exactly. */
#include "search/compile/goal.h"

double mim_goal_self_score(const struct mim_goal *goal)
{
    double sum = 0;
    for (uint32_t j = 0; j < goal->length; j++)
        sum += goal->positions[j].scores[goal->codes[j]];
    return sum;
}

bool mim_goal_test(const struct mim_goal *goal, const uint8_t *window, struct mim_found *out)
{
    double score = 0;
    uint32_t matches = 0;
    for (uint32_t j = 0; j < goal->length; j++) {
        const struct mim_position *position = &goal->positions[j];
        if (window[j] >= MIM_RESIDUES)
            return false;
        matches += position->accepts >> window[j] & 1;
        score += position->scores[window[j]];
    }
    out->score = score;
    out->mismatches = (uint16_t)(goal->length - matches);
    if (!goal->by_score)
        return out->mismatches <= goal->max_mismatches;
    return score >= goal->min_score &&
           (goal->fewer_mismatches == 0 || out->mismatches < goal->fewer_mismatches);
}
