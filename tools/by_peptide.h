/* mimicry search --by-peptide: a row for each distinct match of a query. */
#ifndef BY_PEPTIDE_H
#define BY_PEPTIDE_H

#include "tool.h"

struct hits_printer;
struct hits_style;

/* One of a list of names, and where in the list it was. */
struct by_peptide_name {
    const char *text;
    size_t order;
};

/* Hits of one window of a query that agree in mismatches and score (or indels): equal matches are
 * all among them. Room for `capacity` of each. */
struct by_peptide {
    mimicry_hit *hits;
    uint64_t *groups; /* of each hit */
    size_t *order;    /* the hits, group by group */
    struct by_peptide_name *names;
    size_t count, capacity;
    char *text; /* a cell */
    size_t room;
    mimicry_error error; /* its status says whether there was one */
};

/* False, having reported, if options do not go together. */
bool by_peptide_allow(const char *verb, const struct hits_style *style);

/* Takes hits in the order of a search, and prints those that are complete; false on failure. */
bool by_peptide_take(struct hits_printer *printer, const mimicry_hit *hits, size_t count,
                     size_t stride);

/* Prints the last ones, if the search, of this status, ended well. The status of all, with its
 * error if the printer had one. */
mimicry_status by_peptide_end(struct hits_printer *printer, mimicry_status status,
                              mimicry_error *error);

void by_peptide_free(struct by_peptide *peptides);

#endif
