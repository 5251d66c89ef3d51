/* Computes the distributions of peptides, one after the other. */
#include "score/evalues.h"

#include <stdlib.h>

#include "base/memory.h"

/* A peptide of `length` letters under the model. */
struct mim_compiled {
    uint8_t codes[MIMICRY_MAX_PEPTIDE];
    double scores[MIMICRY_MAX_PEPTIDE][MIM_CODES];
    uint32_t accepts[MIMICRY_MAX_PEPTIDE];
    struct mim_position positions[MIMICRY_MAX_PEPTIDE];
};

void mim_background_set(struct mim_background *out, const struct mimicry_index *index,
                        const struct mimicry_model *model, bool by_score)
{
    mim_frequencies_set(&out->frequencies, index->background);
    mim_window_counts_set(&out->windows, index);
    out->model = mim_model_share(model);
    out->by_score = by_score;
}

static mimicry_status compile(const struct mim_background *s, const char *letters, size_t length,
                              struct mim_compiled *out, struct mim_goal *query,
                              mimicry_error *error)
{
    uint32_t least, most;
    mim_model_lengths(s->model, &least, &most);
    if (!mim_model_takes(s->model, letters, length))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "a peptide of %zu residues: %u to %u were expected", length,
                        (unsigned)least, (unsigned)most);
    for (size_t j = 0; j < length; j++) {
        const uint8_t code = mim_code_of[(unsigned char)letters[j]];
        char what[24];
        if (code >= MIM_RESIDUES) {
            mim_describe_byte((uint8_t)letters[j], what);
            return mim_fail(error, MIMICRY_E_ARGUMENT, "column %zu: %s is no residue", j + 1, what);
        }
        out->codes[j] = code;
    }
    mim_model_fill(s->model, out->codes, (uint32_t)length, out->scores, out->accepts);
    for (size_t j = 0; j < length; j++)
        out->positions[j] =
            (struct mim_position){.scores = out->scores[j], .accepts = out->accepts[j]};
    *query = (struct mim_goal){.codes = out->codes,
                               .positions = out->positions,
                               .length = (uint32_t)length,
                               .is_integer = s->model->is_integer,
                               .by_score = s->by_score};
    return MIMICRY_OK;
}

mimicry_status mim_evalues_open(struct mim_evalues *w, const struct mim_background *s,
                                mimicry_error *error)
{
    *w = (struct mim_evalues){.significance = s,
                              .compiled = mim_alloc_array(1, sizeof *w->compiled)};
    return w->compiled == NULL ? mim_fail_memory(error) : mim_tail_create(&w->tail, error);
}

void mim_evalues_close(struct mim_evalues *w)
{
    mim_tail_free(&w->tail);
    mim_kept_tails_free(w->opt_kept);
    free(w->compiled);
}

mimicry_status mim_evalues_keep(struct mim_evalues *w, mimicry_error *error)
{
    w->opt_kept = mim_kept_tails_create();
    return w->opt_kept != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

static bool is_last(const struct mim_evalues *w, const char *letters, size_t length)
{
    if (length != w->length)
        return false;
    for (size_t j = 0; j < length; j++) {
        if (mim_code_of[(unsigned char)letters[j]] != w->compiled->codes[j])
            return false;
    }
    return length > 0;
}

/* What is kept was compiled once, so that its letters are residues of a length that can be
 * searched.
 */
static bool is_kept(struct mim_evalues *w, const char *letters, size_t length)
{
    uint8_t *codes = w->compiled->codes;
    if (w->opt_kept == NULL || length > MIMICRY_MAX_PEPTIDE)
        return false;
    for (size_t j = 0; j < length; j++)
        codes[j] = mim_code_of[(unsigned char)letters[j]];
    return mim_kept_tails_find(w->opt_kept, codes, length, &w->tail);
}

mimicry_status mim_evalues_set(struct mim_evalues *w, const char *letters, size_t length,
                               mimicry_error *error)
{
    struct mim_goal query;
    if (is_last(w, letters, length))
        return MIMICRY_OK;
    w->length = 0;
    if (!is_kept(w, letters, length)) {
        const mimicry_status status =
            compile(w->significance, letters, length, w->compiled, &query, error);
        if (status != MIMICRY_OK)
            return status;
        mim_tail_set(&w->tail, &query, &w->significance->frequencies);
        if (w->opt_kept != NULL)
            mim_kept_tails_add(w->opt_kept, w->compiled->codes, length, &w->tail);
    }
    w->length = length;
    w->windows = (double)w->significance->windows.of[length];
    return MIMICRY_OK;
}

double mim_evalues_p(const struct mim_evalues *w, double value)
{
    return mim_tail_at(&w->tail, w->significance->by_score ? value : -value);
}
