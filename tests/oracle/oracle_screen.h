/* The naive oracle of a screen: every window of every record, one by one, for each window of a
 * query; lists are gone through from the front for each question. It shares nothing with the
 * library. */
#ifndef MIMICRY_TESTS_ORACLE_SCREEN_H
#define MIMICRY_TESTS_ORACLE_SCREEN_H

#include "oracle_scope.h"
#include "screen_known.h"

typedef struct screen_request {
    const scope_proteome *proteome;
    const oracle_matrix *matrix;
    scope_rules rules;
    int32_t kind; /* the reach: MIMICRY_MAX_MISMATCHES, ... */
    double threshold;
    uint64_t top;                  /* 0: all */
    size_t window_min, window_max; /* of sequences */
    bool dissimilarity;
    bool lists;                    /* all names have columns */
    const screen_tissues *tissues; /* NULL: nothing is asked */
    const screen_binders *binders;
} screen_request;

typedef struct screen_answer {
    screen_cells row;
    oracle_hits hits; /* within reach, in order */
} screen_answer;

/* Of a query whose change is set; strings may be NULL. */
screen_answer oracle_screen(const screen_request *request, const mimicry_query *query);
void screen_answer_free(screen_answer *answer);

#endif
