/* A set of named sequences, read from a file. */
#ifndef MIM_QUERY_SEQUENCES_H
#define MIM_QUERY_SEQUENCES_H

#include <stdbool.h>

#include "base/error.h"

struct mimicry0_sequences {
    uint64_t count;
    const char **letters; /* count pointers into letter_bytes */
    const char **ids;     /* count pointers into id_bytes */
    char *letter_bytes;
    char *id_bytes;
};

/* Reads FASTA, a table or a list. `peptides_only`: 1 to MIMICRY_MAX_PEPTIDE residues, no `*`. */
mimicry_status mim_sequences_read(const char *path, bool peptides_only,
                                  struct mimicry0_sequences **out, mimicry_error *error);
void mim_sequences_free(struct mimicry0_sequences *sequences);

#endif
