/* Local alignments with affine gaps (Smith and Waterman 1981, Gotoh 1982) of whole-number scores.
 */
#ifndef MIM_SCORE_ALIGN_H
#define MIM_SCORE_ALIGN_H

#include "search/kernels/kernels.h"
#include "model/matrix.h"

enum {
    MIM_MOST_GAP_COST = 1000000,
    MIM_ALIGN_LONGEST_SPAN = MIMICRY_MAX_PEPTIDE + MIM_ALIGN_MOST /* of any mim_align_query */
};

/* What alignments are scored by: a gap of g residues costs open + g * extend. */
struct mim_align_scoring {
    int32_t score[MIM_CODES][MIM_CODES]; /* by query code and text code */
    int32_t open, extend;                /* 0 to MIM_MOST_GAP_COST */
};

/* ARGUMENT if the matrix has numbers that are not whole. */
mimicry_status mim_align_scoring_set(struct mim_align_scoring *out, const struct mim_matrix *matrix,
                                     int32_t open, int32_t extend, mimicry_error *error);

/* No alignment of the query with any text scores higher. */
int64_t mim_align_ceiling(const struct mim_align_scoring *scoring, const uint8_t *codes,
                          uint32_t length);

/* Compiles a query for the kernel, where alignments below `cut`, from 1 to the ceiling, do not
 * count; `scores` has room for `length` rows. False if its numbers do not fit into bytes, or if
 * there is no bound on how long an alignment can be. */
bool mim_align_query_set(struct mim_align_query *out, const struct mim_align_scoring *scoring,
                         const uint8_t *codes, uint32_t length, int64_t cut,
                         int8_t (*scores)[MIM_CODES]);

/* The best score of a local alignment of the query with `text`, where no residue from MIM_STOP on
 * is aligned or passed over; 0 if none is positive. `work`: 2 * length numbers. The plain way, for
 * queries of any scores. */
int32_t mim_align_best(const struct mim_align_scoring *scoring, const uint8_t *codes,
                       uint32_t length, const uint8_t *text, uint64_t text_length, int32_t *work);

#endif
