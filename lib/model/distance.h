/* Distances that are a sum over positions: a factor of the position times a table's value for the
 * two residues there. The 20 amino acids alone have values. */
#ifndef MIM_MODEL_DISTANCE_H
#define MIM_MODEL_DISTANCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "residue/alphabet.h"

struct mim_distance {
    double residue[MIM_AMINO_ACIDS][MIM_AMINO_ACIDS]; /* by the first peptide's and the other's */
    double *factors; /* one a position; NULL: every one is 1, for peptides of any length */
    size_t n_factors;
    bool is_mean; /* divided by the number of positions */
};

/* The cross-reactivity distance of Luksza et al. 2022, Nature 606:389, from a file of its published
 * form, or any distance of position factors and a residue table in our own (distance_file.c). */
mimicry_status mim_distance_read(const char *path, struct mim_distance **out, mimicry_error *error);

/* Crossdome's relatedness: how far apart the residues' components are, times the root of the
 * position's weight, on average over the positions. Weights are at least 0; NULL: all are 1, and
 * the peptides may have any length. */
mimicry_status mim_distance_relatedness(const double *weights, size_t n_weights,
                                        struct mim_distance **out, mimicry_error *error);

void mim_distance_free(struct mim_distance *distance);

/* What a residue at a position of the other peptide adds, for a peptide of `length` codes that the
 * distance takes: out[position][code]. INFINITY where either is none of the 20 amino acids. */
void mim_distance_table(const struct mim_distance *distance, const uint8_t *codes, uint32_t length,
                        double (*out)[MIM_CODES]);

/* The sum of those entries, first position to last; both peptides are amino acids throughout. */
double mim_distance_pair(const struct mim_distance *distance, const uint8_t *a, const uint8_t *b,
                         uint32_t length);

#endif
