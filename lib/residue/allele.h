/* Names of MHC alleles, as the programs and databases of the field spell them. */
#ifndef MIM_RESIDUE_ALLELE_H
#define MIM_RESIDUE_ALLELE_H

#include <stdbool.h>
#include <stddef.h>

enum { MIM_ALLELE_SIZE = 64 }; /* bytes of a name with its NUL, at most */

enum mim_allele_kind {
    MIM_NO_ALLELE,     /* text that names none */
    MIM_HUMAN_CLASS_1, /* HLA-A, -B, -C, -E, -F, -G */
    MIM_HUMAN_CLASS_2, /* HLA-DR, -DQ, -DP, -DM, -DO; a chain or a pair of chains */
    MIM_OTHER_SPECIES
};

/* Writes the one spelling of an allele: two fields of the human name, HLA-A*02:01, whether it came
 * as A0201, A*02:01, HLA-A02:01, hla_a_02_01 or HLA-A*02:01:01:01; HLA-DPA1*01:03/DPB1*02:01. What
 * the fields behind tell apart is no difference of the protein. Letters of expression (N: the
 * protein is missing) stay, those of groups (P, G) go. Less than two fields stay what they are:
 * HLA-A*02, and HLA-A2, a serotype. Names of other species keep their spelling but for the prefix:
 * H-2-Kb, BoLA-1:00901. */
enum mim_allele_kind mim_allele_read(const char *text, size_t length, char out[MIM_ALLELE_SIZE]);

/* Takes the next item off a list that `,`, `;` or `|` separates, without the blanks around it; an
 * empty one is passed over. False after the last. */
bool mim_allele_next(const char **list, const char **item, size_t *length);

#endif
