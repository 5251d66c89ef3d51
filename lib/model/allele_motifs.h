/* Motifs of MHC alleles: what the peptides have in common that an allele presents, as a score for
 * each position and amino acid. */
#ifndef MIM_MODEL_ALLELE_MOTIFS_H
#define MIM_MODEL_ALLELE_MOTIFS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/names.h"
#include "residue/alphabet.h"

enum {
    MIM_MOTIF_LEAST = 8, /* residues of peptides that have a motif */
    MIM_MOTIF_MOST = 11,
    MIM_MOTIF_LENGTHS = MIM_MOTIF_MOST - MIM_MOTIF_LEAST + 1,
    MIM_MOTIF_LARGEST = 2900 /* a score, and its negative: sums of MIM_MOTIF_MOST fit in 16 bits */
};

/* The score of a peptide is the sum over its positions: in 1/100 bits, log2 of how much more often
 * the residue is in ligands than in proteins. */
struct mim_allele_motif {
    size_t allele; /* its number */
    uint32_t length;
    uint32_t ligands; /* that it comes from; 0: not told */
    int16_t scores[MIM_MOTIF_MOST][MIM_AMINO_ACIDS];
};

struct mim_allele_motifs {
    struct mim_names alleles;    /* in one spelling */
    struct mim_allele_motif *at; /* by the allele's number, then by length */
    size_t count, room;
};

/* The built-in ones, data/motifs. */
mimicry_status mim_allele_motifs_built_in(struct mim_allele_motifs **out, mimicry_error *error);

/* Those of a table, plain or gzip: columns allele, length, position (from 1), one for each amino
 * acid by its letter, and perhaps ligands; a row a position, in any order. Scores are in bits, and
 * kept to 1/100. Errors: MEMORY, IO, FORMAT. */
mimicry_status mim_allele_motifs_read(const char *path, struct mim_allele_motifs **out,
                                      mimicry_error *error);

void mim_allele_motifs_free(struct mim_allele_motifs *motifs);

/* The name of allele number `i` that has a built-in motif, in the one spelling; NULL past the last.
 */
const char *mim_allele_motifs_name(size_t i);

/* The motif of an allele, in the one spelling, and a length; NULL: there is none. */
const struct mim_allele_motif *mim_allele_motifs_find(const struct mim_allele_motifs *motifs,
                                                      const char *allele, size_t length);

/* Whether the allele has a motif of any length. */
bool mim_allele_motifs_know(const struct mim_allele_motifs *motifs, const char *allele);

/* Below 0, 0 or above 0, as two motifs are ordered. */
int mim_allele_motif_order(const void *a, const void *b);

#endif
