/* Discontinuous epitopes: residues with their positions in a protein, "R377, Q408, Q432". */
#ifndef MIM_QUERY_EPITOPE_H
#define MIM_QUERY_EPITOPE_H

#include <mimicry/mimicry.h>
#include <stdbool.h>
#include <stddef.h>

#include "residue/alphabet.h"

struct mim_epitope {
    uint8_t codes[MIMICRY_MAX_EPITOPE];
    uint64_t offsets[MIMICRY_MAX_EPITOPE]; /* from the first residue, rising */
    uint64_t first;                        /* position of the first residue, from 0 */
    uint32_t count;
};

/* Reads an epitope. False if the text is none: `*column`, from 1, is where, and `*expected` what
 * had been expected there. */
bool mim_epitope_parse(const char *text, struct mim_epitope *out, size_t *column,
                       const char **expected);

#endif
