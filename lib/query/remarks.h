/* What is to be told of queries once all have been read: counts, and the first of each kind. */
#ifndef MIM_QUERY_REMARKS_H
#define MIM_QUERY_REMARKS_H

#include <stdbool.h>

#include "base/error.h"

struct mim_remark {
    uint64_t count;
    char first[160]; /* the id of the first, and its line */
};

/* Zeroed to begin with. */
struct mim_remarks {
    struct mim_remark windowless; /* queries that have no window to search */
    struct mim_remark uncommon;   /* those with letters that differ from everything */
    struct mim_remark nucleic;    /* those that have letters of nucleotides alone */
    uint64_t others;              /* those that have not */
    uint64_t nucleic_letters;
    unsigned nucleic_kinds; /* which of A, C, G and T or U were there, a bit each */
    bool told;
};

void mim_remark_add(struct mim_remark *remark, const mimicry_query *query);

/* Counts a query that is searched by mismatches, if it has letters that are none of the 20 amino
 * acids. */
void mim_remarks_letters(struct mim_remarks *remarks, const mimicry_query *query);

/* Counts a query as nucleotides, or as none: every query has to be counted. */
void mim_remarks_nucleotides(struct mim_remarks *remarks, const mimicry_query *query);

/* Tells once. `note` may be NULL. */
void mim_remarks_tell(struct mim_remarks *remarks, mimicry_note_fn note, void *data);

#endif
