/* FASTA, read once from front to back. */
#ifndef MIM_IO_FASTA_H
#define MIM_IO_FASTA_H

#include <stdbool.h>

#include "io/source.h"

/* Who takes the records. A call that does not return MIMICRY_OK ends the reading. */
struct mim_fasta_reader {
    void *data;
    /* A record begins on line `line`; `text` is its header without the `>` and the line end. */
    mimicry_status (*header)(void *data, const char *text, size_t length, uint64_t line,
                             mimicry_error *error);
    /* Residues of the record, as codes, `*` included. */
    mimicry_status (*residues)(void *data, const uint8_t *codes, size_t count,
                               mimicry_error *error);
};

/* Reads the rest of a source, all of which is FASTA with at least one record. */
mimicry_status mim_fasta_read(struct mim_source *source, const struct mim_fasta_reader *reader,
                              mimicry_error *error);

/* Whether a source that has not been read yet begins as FASTA does: with a `>` after any blanks. It
 * is as unread as before. */
mimicry_status mim_fasta_begins(struct mim_source *source, bool *out, mimicry_error *error);

#endif
