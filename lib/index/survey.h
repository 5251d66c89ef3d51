/* A proteome looked at as a whole: whether it is one. */
#ifndef MIM_INDEX_SURVEY_H
#define MIM_INDEX_SURVEY_H

#include "index/index.h"

/* Numbers of records. */
struct mim_survey {
    uint64_t without_gene;
    uint64_t without_residues;
    uint64_t decoys;         /* by their accessions: mim_header_is_decoy */
    uint64_t first_decoy;    /* number of a record */
    uint64_t changed, added; /* by a person's variants */
};

void mim_survey_take(const struct mimicry_index *index, struct mim_survey *out);

/* Tells, of an index that was made of FASTA, what is unusual of it: a line each for records that
 * look like nucleotides, decoys, those that were left out, and records without residues. */
void mim_survey_tell(const struct mimicry_index *index, mimicry_note_fn note, void *data);

#endif
