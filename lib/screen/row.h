/* The rows of a screen: what was found of a query, put together. */
#ifndef MIM_SCREEN_ROW_H
#define MIM_SCREEN_ROW_H

#include "annotate/annotations.h"
#include "screen/scope.h"
#include "search/search.h"

struct mim_name_list {
    const char *const *names;
    size_t count;
};

enum mim_answer { MIM_NO, MIM_YES, MIM_UNKNOWN };

/* "Within reach" are the windows that the screen asked for and that count. Of a query that is cut
 * into windows, those of all of them together. */
struct mim_screen_row {
    const mimicry_query *query;
    const char *cells; /* of the query, one after the other; NULL: not asked for */
    uint64_t windows;  /* of the query that were searched */
    /* The window of fewest mismatches that counts, and the one of the highest score, however far
     * they are; of length 0: none counts. */
    mimicry_hit nearest, best;
    mimicry_hit first;    /* by the order asked for, if that is not the one by score: with COMBINED
                             however far it is, else within reach; of length 0: none */
    double evalue;        /* the lowest of the windows', NAN: none counts */
    double dissimilarity; /* the lowest of the windows', NAN: not asked for, or no window */
    enum mim_own_kind source;
    const uint64_t *self; /* windows within reach: mim_screen_counts numbers */
    bool knows_left_out;  /* false with `top`, which looks for no window that does not count */
    uint64_t left_out[MIM_SCOPE_REASONS]; /* windows within the threshold that do not count */
    /* Distinct ones within reach, of fewest mismatches first. */
    struct mim_name_list peptides, genes;
    /* How many of them have so many mismatches at their nearest: as many numbers as `self`; NULL
     * where that is none of mismatches. */
    const uint64_t *peptides_by_mismatches, *genes_by_mismatches;
    uint64_t unnamed; /* records without a gene */
    /* With expression, of the genes together: those of which it knows nothing; the tissues with the
     * level asked for, the highest level first; of these the vital ones; and their organs. */
    struct mim_name_list unknown_genes, tissues, vital_tissues, organs;
    double expression; /* the highest level in any tissue; NAN: not known */
    enum mim_answer vital;
    bool open_tissues, open_vital; /* what is not known may belong to them */
    /* With binders: distinct self-peptides that bind, and of all in the table the one of the lowest
     * rank, whether it binds or not. */
    uint64_t binders;
    bool knows_binders; /* false where nothing is known of any self-peptide */
    const char *binder; /* NULL: none */
    const char *binder_allele;
    double binder_rank; /* NAN: not known */
};

#endif
