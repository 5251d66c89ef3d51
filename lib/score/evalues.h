/* How surprising a score is: the distribution of the scores of random windows, by peptide. */
#ifndef MIM_SCORE_EVALUES_H
#define MIM_SCORE_EVALUES_H

#include "score/kept_tails.h"
#include "model/model.h"

/* What the distributions of all peptides have in common. */
struct mim_background {
    struct mim_frequencies frequencies;
    struct mim_window_counts windows;
    struct mimicry_model *model; /* a copy */
    bool by_score;               /* else by mismatches */
};

/* Shares the model, which is to be freed. */
void mim_background_set(struct mim_background *out, const struct mimicry_index *index,
                        const struct mimicry_model *model, bool by_score);

struct mim_compiled;

/* What computing distributions needs, and the last one. For one thread at a time. */
struct mim_evalues {
    const struct mim_background *significance;
    struct mim_compiled *compiled;
    struct mim_tail tail;
    size_t length;                   /* of the peptide; 0: there is no last one */
    double windows;                  /* of its length */
    struct mim_kept_tails *opt_kept; /* those of peptides before */
};

/* To be closed after a failure too. */
mimicry_status mim_evalues_open(struct mim_evalues *evalues,
                                const struct mim_background *significance, mimicry_error *error);
void mim_evalues_close(struct mim_evalues *evalues);

/* From now on distributions are kept, where the same peptides come again and again. Errors: MEMORY.
 */
mimicry_status mim_evalues_keep(struct mim_evalues *evalues, mimicry_error *error);

/* Computes the distribution of a peptide, unless it is the last one or is kept; an ARGUMENT error
 * for what cannot be searched. */
mimicry_status mim_evalues_set(struct mim_evalues *evalues, const char *letters, size_t length,
                               mimicry_error *error);

/* The p-value of a score, or of a number of mismatches, */
double mim_evalues_p(const struct mim_evalues *evalues, double value);

/* and its E-value. */
static inline double mim_evalue_of(const struct mim_evalues *evalues, double value)
{
    return mim_evalues_p(evalues, value) * evalues->windows;
}

/* The lowest score of at most this E-value; INFINITY: none. */
static inline double mim_evalues_lowest(const struct mim_evalues *evalues, double evalue)
{
    return mim_tail_lowest(&evalues->tail, evalues->windows, evalue);
}

#endif
