/* How much each position of a peptide counts. */
#ifndef MIM_MODEL_WEIGHTS_H
#define MIM_MODEL_WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/allele_motifs.h"

enum mim_mask {
    MIM_MASK_NONE,         /* a list */
    MIM_MASK_MHC1_FACE,    /* positions 4 to L-2 */
    MIM_MASK_MHC1_ANCHORS, /* all but 2 and the last */
    MIM_MASK_MHC2_FACE,    /* 2, 3, 5, 7 and 8 of a core of 9 */
    MIM_MASK_ALLELE        /* all but those that an allele's motif fixes */
};

struct mim_weights {
    enum mim_mask mask;
    uint32_t core;   /* of MHC2_FACE: where the core begins, from 0; */
    bool has_flanks; /* and whether it was said, so that there can be more behind it */
    uint16_t fixed[MIM_MOTIF_LENGTHS]; /* of ALLELE, by length: bit j says that position j is; */
    uint32_t least, most;              /* these lengths have some */
    double *values;                    /* of a list: one a position */
    size_t count;
};

/* A copy of a list; each is from 0 to 1e6. */
mimicry_status mim_weights_from_list(const double *values, size_t count, struct mim_weights *out,
                                     mimicry_error *error);

/* "mhc1-face", "mhc1-anchors", "mhc2-face", or "mhc2-face:R" for a core that begins at position R
 * (from 1) of longer peptides. */
mimicry_status mim_weights_from_preset(const char *name, struct mim_weights *out,
                                       mimicry_error *error);

/* All but the positions that the built-in motif of an allele fixes: those that have at least 1 bit
 * of information. For the lengths whose motif fixes any. */
mimicry_status mim_weights_from_allele(const char *allele, struct mim_weights *out,
                                       mimicry_error *error);

void mim_weights_free(struct mim_weights *weights);

/* The lengths of peptides that they are for. */
void mim_weights_lengths(const struct mim_weights *weights, uint32_t *least, uint32_t *most);

double mim_weights_at(const struct mim_weights *weights, uint32_t position, uint32_t length);

bool mim_weights_are_whole(const struct mim_weights *weights);

#endif
