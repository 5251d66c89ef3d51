/* What is a peptide, and what is refused with its remedy. */
#ifndef MIM_QUERY_LETTERS_H
#define MIM_QUERY_LETTERS_H

#include "query/block.h"

/* Sets a string of the last query to the peptide that a cell or a line has, in capitals. Nothing
 * but letters of one case is one, with blanks around it. A missing value is refused. */
mimicry_status mim_letters_put(struct mim_query_block *block, enum mim_query_string which,
                               const char *text, const struct mim_place *place,
                               mimicry_error *error);

/* The same, but a missing value leaves the string empty. */
mimicry_status mim_letters_put_any(struct mim_query_block *block, enum mim_query_string which,
                                   const char *text, const struct mim_place *place,
                                   mimicry_error *error);

/* Checks that a text is such a peptide, of any length. */
mimicry_status mim_letters_check(const char *text, const struct mim_place *place,
                                 mimicry_error *error);

/* Appends a line of FASTA: blanks within are passed over, and letters may be of both cases. */
mimicry_status mim_letters_append(struct mim_query_block *block, const char *text,
                                  const struct mim_place *place, mimicry_error *error);

#endif
