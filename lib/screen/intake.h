/* The queries that wait to be screened, one by one. */
#ifndef MIM_SCREEN_INTAKE_H
#define MIM_SCREEN_INTAKE_H

#include "screen/screen.h"

/* A query with its strings. Released with free(). */
struct mim_kept_query {
    struct mim_kept_query *next; /* among those that were given back */
    mimicry_query query;
    const char *cells; /* as they stand in the table, one after the other; NULL: not kept */
    char strings[];
};

struct mim_intake {
    mimicry_queries *source;
    const mimicry_query *queries; /* the last that it gave, `count`; the next is number `at` */
    size_t count, at;
    bool keeps_cells;
    struct mim_kept_query *given_back; /* they come first */
};

/* The next query, which is the caller's; NULL at the end. */
mimicry_status mim_intake_next(struct mim_intake *intake, struct mim_kept_query **out,
                               mimicry_error *error);

/* Gives a query back: it is the next one. */
void mim_intake_return(struct mim_intake *intake, struct mim_kept_query *query);

void mim_intake_free(struct mim_intake *intake);

#endif
