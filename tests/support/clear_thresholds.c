/* Finds thresholds that rounding cannot touch. */
#include "clear_thresholds.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

oracle_hits every_window(const tested_search *search)
{
    oracle_request request = search->request;

    request.kind = MIMICRY_MIN_SCORE;
    request.threshold = -INFINITY;
    request.top = 0;
    return oracle_search(&search->proteome->records, search->peptides, search->n_peptides,
                         &request);
}

double self_score(const tested_search *search, const mimicry_hit *hit)
{
    char letters[MIMICRY_MAX_PEPTIDE];

    for (size_t i = 0; i < hit->length; i++) {
        letters[i] =
            (char)toupper((unsigned char)search->peptides[hit->query][hit->query_start + i]);
    }
    return oracle_score(search->model->matrix, letters, letters, hit->length);
}

/* Scores and thresholds that are multiples of 1/1024 differ by nothing or by much. */
static bool never_rounds(const tested_search *search)
{
    double threshold = search->request.threshold * 1024;

    return search->model->exact && search->request.kind != MIMICRY_MIN_SIMILARITY &&
           (threshold == floor(threshold) || isinf(threshold));
}

static bool edge_is_clear(const tested_search *search, const mimicry_hit *hit)
{
    double threshold = search->request.threshold;
    double self = self_score(search, hit);
    double edge = threshold;

    if (search->request.kind == MIMICRY_MIN_SIMILARITY)
        edge = threshold * self;
    else if (search->request.kind == MIMICRY_MAX_PENALTY)
        edge = self - threshold;
    double margin = 1e-12 + 1e-15 * (fabs(hit->score) + fabs(edge) + fabs(self));
    return isinf(edge) || (search->request.kind == MIMICRY_MIN_SCORE && hit->score == edge) ||
           fabs(hit->score - edge + 1e-9) > margin;
}

static bool same_window(const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == b->query_start && a->length == b->length;
}

/* Whether a score lies at the edge of being tied with the last of the top. `all` holds the windows
 * of a query best first. */
static bool ties_are_clear(const tested_search *search, const oracle_hits *all)
{
    for (size_t first = 0, end = 0; first < all->count; first = end) {
        while (end < all->count && same_window(all->data + first, all->data + end))
            end++;
        if (search->request.top == 0 || end - first <= search->request.top)
            continue;
        double last = all->data[first + search->request.top - 1].score;
        for (size_t i = first; i < end; i++) {
            double below = last - all->data[i].score;

            if (fabs(below - 1e-9) <= 1e-12 + 1e-15 * fabs(last) * 2)
                return false;
        }
    }
    return true;
}

bool threshold_is_clear(const tested_search *search, const oracle_hits *all)
{
    if (search->request.kind == MIMICRY_MAX_MISMATCHES)
        return true;
    if (!never_rounds(search)) {
        for (size_t i = 0; i < all->count; i++)
            if (!edge_is_clear(search, all->data + i))
                return false;
    }
    return search->model->exact || ties_are_clear(search, all);
}
