/* What a FASTA header says. */
#ifndef MIM_RESIDUE_HEADER_H
#define MIM_RESIDUE_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mim_slice {
    const char *at;
    size_t length;
};

/* Slices of the header line; empty where it has none. */
struct mim_header {
    struct mim_slice accession;
    struct mim_slice gene;
    struct mim_slice description;
    struct mim_slice transcript; /* of Ensembl and GENCODE, with its version */
    int32_t taxon;               /* 0 where it has none */
};

/* Reads a header line, without its `>`: UniProt, Ensembl, GENCODE, NCBI, or any other. */
void mim_header_parse(const char *line, size_t length, struct mim_header *out);

/* Whether an accession has a prefix by which databases for mass spectrometry mark what is no
 * protein of the proteome, a decoy or a contaminant: rev_, DECOY_, XXX_, CON__, contam_ and the
 * like, in any case. */
bool mim_header_is_decoy(struct mim_slice accession);

#endif
