/* Candidates that are screened together, cut into the windows that are searched. */
#ifndef MIM_SCREEN_BLOCK_H
#define MIM_SCREEN_BLOCK_H

#include "screen/screen.h"
#include "screen/scope.h"

enum { MIM_SCREEN_CANDIDATES = 4096, MIM_SCREEN_SELVES = 4 }; /* 0 to 3 mismatches */

/* A peptide that is searched: a candidate, or a window of one. */
struct mim_screen_item {
    const char *letters; /* terminated */
    uint64_t start;      /* in the candidate */
    uint32_t length;
    uint32_t candidate;            /* of the block */
    const struct mim_scope *scope; /* what is left out; that of the first such candidate */
    mimicry_hit nearest;           /* by mismatches; of length 0: there is none */
    mimicry_hit best;              /* by score */
    double evalue, dissimilarity;  /* NAN: not known */
};

struct mim_screened {
    mimicry0_candidate given;
    uint32_t original; /* the first in the block that is the same in all that counts */
    size_t first_item, n_items;
    struct mim_own own; /* of an original */
    uint64_t self[MIM_SCREEN_SELVES];
    uint64_t left_out[MIM_SCOPE_REASONS];
    uint64_t unnamed;                 /* records without a gene */
    size_t first_peptide, n_peptides; /* in mim_selves, */
    size_t first_gene, n_genes;
};

struct mim_screen_block {
    uint64_t before; /* candidates of the call before this block */
    struct mim_screened *candidates;
    uint32_t n_candidates;
    struct mim_screen_item *items;
    const char **queries;     /* their letters */
    struct mim_scope *scopes; /* one an item; set for those of originals */
    size_t n_items, items_room, queries_room, scopes_room;
    char *letters;
    size_t letters_room;
    uint32_t *slots; /* a hash table of originals: a number + 1, or 0 */
};

mimicry_status mim_screen_block_create(struct mim_screen_block *block, mimicry_error *error);
void mim_screen_block_free(struct mim_screen_block *block);

/* An ARGUMENT error if a candidate, number `number`, is none that can be screened. */
mimicry_status mim_screen_check(const struct mim_screen *screen,
                                const mimicry0_candidate *candidate, uint64_t number,
                                mimicry_error *error);

/* Takes candidates of an array, from number block->before on, as long as there is room, and cuts
 * them: at least one. They have been checked. opt_origins: NULL when none names its source. */
mimicry_status mim_screen_block_fill(struct mim_screen_block *block,
                                     const struct mim_screen *screen, const char *candidates,
                                     size_t n_candidates, size_t stride,
                                     const struct mim_scope_rules *rules,
                                     const struct mim_origins *opt_origins, mimicry_error *error);

/* A candidate of the caller's, with "" for strings that are NULL. */
mimicry0_candidate mim_screen_candidate(const char *candidates, size_t stride, size_t number);

#endif
