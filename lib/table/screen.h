/* The two tables of a screen, which come from one computation. */
#ifndef MIM_TABLE_SCREEN_H
#define MIM_TABLE_SCREEN_H

#include "screen/screen.h"

/* Which columns there are. */
struct mim_screen_style {
    uint32_t columns; /* MIMICRY_COLUMN_... */
    uint32_t flank;   /* of hits */
    const struct mimicry_annotations *opt_annotations;
    double min_expression;   /* 0: 1 */
    const char *opt_alleles; /* as mim_presentation_request has them */
    double max_presented;
    double max_rank;              /* 0: 2 */
    int32_t order;                /* MIMICRY_ORDER_... */
    const char *opt_levels;       /* used at once, */
    mimicry_queries *opt_mutated; /* and so are these: of mim_reference_create */
    const char *opt_models;       /* names, used at once */
};

/* Batch k of the rows is block k of the screen, and batch k of the hits has the hits of its
 * queries. `annotations`, `min_expression`, `presentation`, `max_rank`, `order` and `hits` of the
 * request are set here. `run` has the function that takes notes. */
mimicry_status mim_screen_tables(const struct mim_screen_request *request,
                                 const struct mim_screen_style *style, const mimicry_run *run,
                                 struct ArrowArrayStream *out_rows,
                                 struct ArrowArrayStream *opt_out_hits, mimicry_error *error);

#endif
