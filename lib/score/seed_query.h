/* A peptide whose alignments are looked for by seeds: what its residues score, the best that parts
 * of it can, and how often the text of an index does so by chance. */
#ifndef MIM_SCORE_SEED_QUERY_H
#define MIM_SCORE_SEED_QUERY_H

#include "index/index.h"
#include "score/align.h"

enum {
    MIM_SEED_SHORTEST = 4,
    MIM_SEED_LONGEST = 64,
    MIM_SEED_KNOWN = 6, /* residues whose chances are known */
    MIM_SEED_CHANCES = 192
};

struct mim_seed_query {
    struct mim_align_query kernel; /* with the cut of the search in hand */
    const struct mim_align_scoring *scoring;
    const float *frequencies; /* of the amino acids in the text */
    uint8_t codes[MIM_SEED_LONGEST];
    uint32_t length;
    int8_t scores[MIM_SEED_LONGEST][MIM_CODES];         /* as the kernel's */
    uint8_t similar[MIM_SEED_LONGEST][MIM_AMINO_ACIDS]; /* amino acids, the best first */
    int32_t top[MIM_SEED_LONGEST];                      /* the best score, or 0 */
    int32_t others[MIM_SEED_LONGEST];                   /* the best of no amino acid */
    int32_t best_from[MIM_SEED_LONGEST + 1];            /* top of this position and all after */
    /* How probable it is that the n + 1 residues from a position on score v or more. */
    float chance[MIM_SEED_LONGEST][MIM_SEED_KNOWN][MIM_SEED_CHANCES];
};

/* How often each amino acid is in the text of an index. */
void mim_seed_frequencies(const struct mimicry_index *index, float out[MIM_AMINO_ACIDS]);

/* False if the peptide cannot be looked for by seeds: its length, or scores that do not fit the
 * kernel or are too high to estimate. `cut`: at least 1 and at most the peptide's ceiling. The
 * frequencies outlive the query. */
bool mim_seed_query_set(struct mim_seed_query *out, const struct mim_align_scoring *scoring,
                        const float frequencies[MIM_AMINO_ACIDS], const uint8_t *codes,
                        uint32_t length, int64_t cut);

/* The same for another cut. */
void mim_seed_query_cut(struct mim_seed_query *query, int32_t cut);

/* No alignment of positions [from, to) scores more. */
static inline int32_t mim_seed_best(const struct mim_seed_query *query, uint32_t from, uint32_t to)
{
    return query->best_from[from] - query->best_from[to];
}

#endif
