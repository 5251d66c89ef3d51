/* A model: what a residue scores at a position, and which residues are no mismatch there. */
#ifndef MIM_MODEL_MODEL_H
#define MIM_MODEL_MODEL_H

#include "base/shares.h"
#include "model/distance.h"
#include "model/matrix.h"
#include "model/weights.h"

enum mim_model_kind {
    MIM_MODEL_MATRIX,   /* the matrix, the same at every position */
    MIM_MODEL_WEIGHTED, /* times a weight of the position */
    MIM_MODEL_DISTANCE, /* a distance, negative: the nearest scores highest */
    MIM_MODEL_TABLE,    /* of the positions alone: a motif, or a profile */
    MIM_MODEL_SCAN      /* the same, for the peptide alone that it is of */
};

/* A table of positions, which does not depend on the peptide. */
struct mim_positions {
    uint32_t length;
    double (*scores)[MIM_CODES];
    uint32_t *accepts; /* bit c: residue c is no mismatch */
    char *consensus;   /* a peptide that stands for it, terminated */
    char *source;      /* the pattern, or the name of the file, which names the peptide in tables */
};

struct mimicry_model {
    mim_shares shares;
    enum mim_model_kind kind;
    bool is_integer;          /* every score is a whole number */
    struct mim_matrix matrix; /* of MATRIX and WEIGHTED */
    struct mim_weights weights;
    struct mim_distance *distance;
    struct mim_positions table; /* of TABLE and SCAN */
    char *remarks;              /* of SCAN */
};

/* Whether a peptide stands for the model. */
static inline bool mim_model_has_peptide(const struct mimicry_model *model)
{
    return model->kind == MIM_MODEL_TABLE || model->kind == MIM_MODEL_SCAN;
}

/* The name of the built-in matrix of this name, in any case; NULL: there is none. */
const char *mim_built_in_matrix(const char *name);

/* A built-in matrix by name, or the matrix of a file. */
mimicry_status mim_model_from_matrix(const char *name_or_path, bool uo_as_ck,
                                     struct mimicry_model **out, mimicry_error *error);

/* A copy of the plain model `base` with weights, which it takes over. */
mimicry_status mim_model_weighted(const struct mimicry_model *base, struct mim_weights weights,
                                  struct mimicry_model **out, mimicry_error *error);

/* Takes over the distance. */
mimicry_status mim_model_from_distance(struct mim_distance *distance, struct mimicry_model **out,
                                       mimicry_error *error);

/* Positions with no scores yet, no residue accepted; consensus all X. */
mimicry_status mim_model_from_positions(uint32_t length, const char *source,
                                        struct mimicry_model **out, mimicry_error *error);

/* A pattern of motif.c, a table of profile_file.c. */
mimicry_status mim_model_from_motif(const char *pattern, struct mimicry_model **out,
                                    mimicry_error *error);
mimicry_status mim_model_from_profile(const char *path, struct mimicry_model **out,
                                      mimicry_error *error);

/* A scan (scan_model.c), of this index peptide if it is given. */
mimicry_status mim_model_from_scan(const char *path, const char *opt_peptide,
                                   struct mimicry_model **out, mimicry_error *error);

/* Another reference to the same model, to be freed too. */
struct mimicry_model *mim_model_share(const struct mimicry_model *model);
void mim_model_free(struct mimicry_model *opt_model);

/* The lengths of peptides that it is for. */
void mim_model_lengths(const struct mimicry_model *model, uint32_t *least, uint32_t *most);

/* The one peptide that a scan is for; NULL for other models. */
const char *mim_model_only(const struct mimicry_model *model);

/* Whether a peptide is of a length that the model takes, and the one that it is for. */
bool mim_model_takes(const struct mimicry_model *model, const char *letters, size_t length);

/* The scores and the accepted residues of the positions of a peptide of a length that the model
 * takes: out arrays of `length`. */
void mim_model_fill(const struct mimicry_model *model, const uint8_t *codes, uint32_t length,
                    double (*scores)[MIM_CODES], uint32_t *accepts);

/* The residue that is no mismatch with a query's residue, as a bit: itself, if it is one of the 20
 * amino acids. */
static inline uint32_t mim_same_residue(uint8_t code)
{
    return mim_is_amino_acid(code) ? UINT32_C(1) << code : 0;
}

#endif
