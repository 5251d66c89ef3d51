/* The rows of a search: its hits, or how many there are. */
#ifndef HITS_H
#define HITS_H

#include "by_peptide.h"
#include "evalues.h"
#include "rows.h"
#include "tissues.h"

enum { HITS_LONGEST_FLANK = 1000 };

struct hits_style {
    enum rows_format format;
    uint32_t flank;
    bool windows; /* the queries were cut */
    bool counts;
    struct evalues *evalues; /* NULL: not to be printed */
    bool edits;              /* columns of indels */
    bool by_peptide;         /* a row for each distinct match, and not for each hit */
    struct tissues *tissues; /* NULL: not to be printed */
};

struct hits_printer {
    struct rows rows;
    struct output *out;
    const struct hits_queries *queries;
    const struct hits_style *style;
    const char *columns[32];
    size_t n_columns;
    bool begun;                               /* the header line has been written */
    struct walk at;                           /* the window whose hits come, */
    uint64_t counts[MIMICRY_MAX_PEPTIDE + 1]; /* and how many, by mismatches */
    mimicry0_record record;                   /* of the last hit */
    uint64_t record_number;
    char *edits; /* of the last hit, or NULL */
    size_t edits_room;
    struct by_peptide peptides;
    char letters[HITS_LONGEST_FLANK + MIMICRY_MAX_PEPTIDE + MIMICRY_MAX_INDELS + 1];
};

/* The cell that names a query. */
void hits_put_id(struct rows *rows, const struct hits_queries *queries, uint64_t query);

/* Cells of a hit: its query and the window of the index; and of number `i` of those that
 * evalues_take took last, its significance, if that is to be printed. */
void hits_put_match(struct hits_printer *printer, const mimicry_hit *hit);
void hits_put_evalues(struct hits_printer *printer, const mimicry_hit *hit, size_t i);
/* Where in the query the window lies, if it was cut. */
void hits_put_place(struct hits_printer *printer, uint64_t start, uint32_t length);

/* Writes nothing yet: a search that is refused prints nothing. */
void hits_begin(struct hits_printer *printer, struct output *out,
                const struct hits_queries *queries, const struct hits_style *style,
                const mimicry0_search_options *options);
/* A mimicry_hits_fn. */
int hits_print(void *printer, const mimicry_hit *hits, size_t count, size_t stride);
/* `complete`: the search ended well, and what is still to be counted has no hits. */
void hits_end(struct hits_printer *printer, bool complete);

/* Instead of a search: which plan it would take for each query, and why. */
struct explain_printer {
    struct rows rows;
    struct output *out;
    const struct hits_queries *queries;
    enum rows_format format;
    bool begun;
};
mimicry_status explain_print(struct explain_printer *printer,
                             const mimicry0_search_options *options, mimicry_error *error);

#endif
