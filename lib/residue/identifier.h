/* What of a name counts: not its version, the blanks around it, or the number of an isoform. */
#ifndef MIM_RESIDUE_IDENTIFIER_H
#define MIM_RESIDUE_IDENTIFIER_H

#include <stdbool.h>

#include "residue/header.h"

/* How much of an identifier counts: `.3` at its end does not if it is one of Ensembl, RefSeq or
 * GenBank, nor what GENCODE adds for the copy of a gene on chromosome Y (`.3_PAR_Y`). Of any other
 * name, such as the symbol AC012345.1, everything does. */
size_t mim_identifier_base(const char *identifier, size_t length);

/* How much of an accession names the protein: the same, and UniProt's versions and numbers of
 * isoforms (P12345-2) do not count either. */
size_t mim_accession_base(const char *accession, size_t length);

/* A name without the blanks around it and its version. */
struct mim_slice mim_name_cut(const char *text, size_t length);

/* Takes the next name off a list, cut; names are separated by `;`, `,` or `|`. False after the
 * last; an empty one is passed over. */
bool mim_name_next(const char **list, struct mim_slice *out);

/* Below 0, 0 or above 0, as two names are ordered: the case of ASCII letters does not count. */
int mim_name_compare(struct mim_slice a, struct mim_slice b);

#endif
