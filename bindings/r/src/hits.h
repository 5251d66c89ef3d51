/* Hits of the library, and the columns that they become. */
#ifndef HITS_H
#define HITS_H

#include "binding.h"

/* `count` records of hits, `stride` bytes apart. */
struct hit_list {
    const char *records;
    size_t count, stride;
};

mimicry_hit hit_at(const struct hit_list *list, size_t i);

/* Columns that not every search has, or'ed. */
enum { HITS_EDITS = 1, HITS_EPITOPES = 2 };

/* A named list of columns, positions from 1 and the last included:
 * number query match mismatches score accession gene start end record query_start query_end
 * indels edits n_flank c_flank. The last four are NULL unless asked for. An epitope is a query as
 * it was given, and its match in the same notation. */
SEXP hits_columns(const mimicry_index *index, const char *const *peptides,
                  const struct hit_list *list, int what, uint64_t flank);

/* Column `i` of a list becomes doubles, one a hit, which the caller fills. */
double *column_doubles(SEXP columns, R_xlen_t i, size_t count);

#endif
