/* Substitution matrices in NCBI's format. */
#ifndef MIM_MODEL_MATRIX_H
#define MIM_MODEL_MATRIX_H

#include <stdbool.h>

#include "residue/alphabet.h"
#include "io/source.h"

/* Scores by query code and proteome code. Codes without a row, and those that no window contains,
 * have the lowest value of the whole matrix. */
struct mim_matrix {
    double score[MIM_CODES][MIM_CODES];
    bool has_row[MIM_CODES];
    bool is_integer; /* every score is a whole number */
};

mimicry_status mim_matrix_read(struct mim_source *source, struct mim_matrix *out,
                               mimicry_error *error);

/* The built-in matrices, as NCBI files in memory. */
struct mim_matrix_file {
    const char *name;
    const unsigned char *data;
    size_t size;
};
extern const struct mim_matrix_file mim_matrix_files[];
extern const size_t mim_matrix_file_count;

#endif
