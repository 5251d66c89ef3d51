/* How the windows of a proteome score under motifs: which share of them has a score or more. */
#ifndef MIM_SEARCH_PERCENTILES_H
#define MIM_SEARCH_PERCENTILES_H

#include "index/index.h"
#include "model/allele_motifs.h"
#include "search/kernels/kernels.h"

/* Of one motif. All zero before it is counted. */
struct mim_percentiles {
    const struct mim_allele_motif *motif; /* NULL: not counted yet */
    int32_t lowest, highest;              /* scores that a peptide can have */
    uint64_t windows;                     /* of the motif's length, of the 20 amino acids */
    uint64_t *at_least;                   /* of these, by score from `lowest` on: so many or more */
};

/* Counts the windows of an index under `count` motifs, into distributions that are all zero.
 * Errors: MEMORY. */
mimicry_status mim_percentiles_count(struct mim_percentiles *const *distributions,
                                     const struct mim_allele_motif *const *motifs, size_t count,
                                     const struct mimicry_index *index,
                                     const struct mim_kernels *kernels, unsigned threads,
                                     mimicry_error *error);
void mim_percentiles_free(struct mim_percentiles *distribution);

/* The percentile of residues of the motif's length: which share of the proteome's windows, in
 * percent, scores as they do or more. NAN for what has other residues than the 20 amino acids. */
double mim_percentiles_of(const struct mim_percentiles *distribution, const uint8_t *codes);

/* The lowest score of which the percentile is at most `percent`; above the highest: none. */
int32_t mim_percentiles_lowest(const struct mim_percentiles *distribution, double percent);

/* Scores by code, as the kernels take them: 0 for what is no amino acid. */
void mim_motif_scores(const struct mim_allele_motif *motif, int16_t out[MIM_MOTIF_MOST][MIM_CODES]);

/* The first code of a text, at or after `at`, that is no amino acid; one is behind every text. */
uint64_t mim_next_other(const uint8_t *text, uint64_t at);

#endif
