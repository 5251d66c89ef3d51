/* Lays out hits in words. */
#include "search/packing.h"

enum { MOST_SCORE = 1 << 20 }; /* of a residue, either way */

/* Of a value up to this one. */
static unsigned bits_of(uint64_t most)
{
    return most == 0 ? 0 : 64 - (unsigned)__builtin_clzll(most);
}

static void set_below(struct mim_packing *p, const struct mim_matrix *matrix)
{
    p->has_below = p->highest - p->lowest <= UINT8_MAX;
    for (int a = 0; a < MIM_CODES && p->has_below; a++) {
        for (int b = 0; b < MIM_CODES; b++)
            p->below[a][b] = (uint8_t)(p->highest - (int64_t)matrix->score[a][b]);
    }
}

void mim_packing_set_model(struct mim_packing *p, const struct mimicry_model *model)
{
    double least = 0, most = 0;
    *p = (struct mim_packing){.used = false};
    if (model == NULL || model->kind != MIM_MODEL_MATRIX || !model->is_integer)
        return;
    for (int a = 0; a < MIM_CODES; a++) {
        for (int b = 0; b < MIM_CODES; b++) {
            const double score = model->matrix.score[a][b];
            least = score < least ? score : least;
            most = score > most ? score : most;
        }
    }
    if (least < -MOST_SCORE || most > MOST_SCORE)
        return;
    p->lowest = (int64_t)least;
    p->highest = (int64_t)most;
    set_below(p, &model->matrix);
}

void mim_packing_set(struct mim_packing *p, const struct mimicry_index *index, uint32_t jobs,
                     uint32_t longest, bool score_first)
{
    p->place_bits = bits_of(index->text_length);
    p->score_bits = bits_of((uint64_t)(p->highest - p->lowest) * longest);
    p->mismatch_bits = bits_of(longest);
    p->score_shift = p->place_bits + (score_first ? p->mismatch_bits : 0);
    p->mismatch_shift = p->place_bits + (score_first ? 0 : p->score_bits);
    p->job_shift = p->place_bits + p->score_bits + p->mismatch_bits;
    p->used = p->highest > p->lowest && p->job_shift < 64 && p->job_shift + bits_of(jobs) <= 64;
}
