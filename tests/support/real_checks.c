/* Comparing the library with the oracle on real proteins. */
#include "real_checks.h"

#include <math.h>

static void check_requests(const tested_proteome *proteome, const tested_model *model,
                           const test_peptides *peptides, const oracle_request *requests,
                           size_t count, const char *label)
{
    for (size_t i = 0; i < count; i++) {
        tested_search search = {proteome, model, peptides->letters, peptides->count, requests[i]};

        search.request.matrix = model->matrix;
        check_search_to(&search, CHECK_IN_TURN, label);
    }
}

void check_real_searches(const tested_proteome *proteome, const test_peptides *peptides,
                         const char *label)
{
    static const oracle_request with_blosum[] = {
        {.kind = MIMICRY_MAX_MISMATCHES, .threshold = 0},
        {.kind = MIMICRY_MAX_MISMATCHES, .threshold = 1},
        {.kind = MIMICRY_MAX_MISMATCHES, .threshold = 2},
        {.kind = MIMICRY_MAX_MISMATCHES, .threshold = 3},
        {.kind = MIMICRY_MAX_MISMATCHES, .threshold = 4},
        {.kind = MIMICRY_MAX_MISMATCHES, .threshold = 99, .top = 1},
        {.kind = MIMICRY_MAX_PENALTY, .threshold = 8},
        {.kind = MIMICRY_MAX_PENALTY, .threshold = 16},
        {.kind = MIMICRY_MAX_PENALTY, .threshold = 24},
        {.kind = MIMICRY_MIN_SIMILARITY, .threshold = 0.6},
        {.kind = MIMICRY_MIN_SCORE, .threshold = -INFINITY, .top = 1},
        {.kind = MIMICRY_MIN_SCORE, .threshold = -INFINITY, .top = 10},
        {.kind = MIMICRY_MIN_SCORE, .threshold = -INFINITY, .top = 100},
    };
    static const oracle_request with_pmbec[] = {
        {.kind = MIMICRY_MIN_SIMILARITY, .threshold = 0.7},
        {.kind = MIMICRY_MIN_SCORE, .threshold = -INFINITY, .top = 10},
    };
    tested_model blosum = model_of_data("BLOSUM62", false, 0);
    tested_model pmbec = model_of_data("PMBEC", false, 0);

    check_requests(proteome, &blosum, peptides, with_blosum,
                   sizeof with_blosum / sizeof with_blosum[0], label);
    check_requests(proteome, &pmbec, peptides, with_pmbec, sizeof with_pmbec / sizeof with_pmbec[0],
                   label);
    model_free(&blosum);
    model_free(&pmbec);
}
