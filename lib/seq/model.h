/* A model: what makes two residues similar at one position. */
#ifndef MIM_SEQ_MODEL_H
#define MIM_SEQ_MODEL_H

#include "seq/matrix.h"

struct mimicry_model {
    struct mim_matrix matrix;
};

/* A built-in matrix by name, or the matrix of a file. */
mimicry_status mim_model_from_matrix(const char *name_or_path, bool uo_as_ck,
                                     struct mimicry_model **out, mimicry_error *error);

#endif
