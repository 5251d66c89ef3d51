/* Compiles a peptide whose alignments are looked for by seeds. */
#include "score/seed_query.h"

#include <string.h>

/* Scores as the chances have them: 0 stands for LOWEST, and for what is lower. */
enum { LOWEST = -8, SPAN = 32 };

_Static_assert(MIM_SEED_KNOWN *(SPAN - 1) < MIM_SEED_CHANCES, "every sum has its place");

void mim_seed_frequencies(const struct mimicry_index *index, float out[MIM_AMINO_ACIDS])
{
    double all = 0;
    for (int code = 0; code < MIM_AMINO_ACIDS; code++)
        all += (double)index->counts[code];
    for (int code = 0; code < MIM_AMINO_ACIDS; code++)
        out[code] = all > 0 ? (float)((double)index->counts[code] / all) : 0;
}

/* ---- What residues score ---- */

static void sort_similar(struct mim_seed_query *q, uint32_t j)
{
    for (uint8_t code = 0; code < MIM_AMINO_ACIDS; code++) {
        int k = code;
        for (; k > 0 && q->scores[j][q->similar[j][k - 1]] < q->scores[j][code]; k--)
            q->similar[j][k] = q->similar[j][k - 1];
        q->similar[j][k] = code;
    }
}

static void set_position(struct mim_seed_query *q, uint32_t j)
{
    q->top[j] = 0;
    q->others[j] = INT8_MIN;
    for (int code = 0; code < MIM_RESIDUES; code++) {
        const int8_t score = q->scores[j][code];
        q->top[j] = q->top[j] < score ? score : q->top[j];
        if (code >= MIM_AMINO_ACIDS)
            q->others[j] = q->others[j] < score ? score : q->others[j];
    }
    sort_similar(q, j);
}

/* ---- Chances ---- */

/* How probable each score of a position is. */
static void spread(const struct mim_seed_query *q, const float frequencies[MIM_AMINO_ACIDS],
                   uint32_t j, float out[SPAN])
{
    memset(out, 0, SPAN * sizeof *out);
    for (int code = 0; code < MIM_AMINO_ACIDS; code++) {
        const int score = q->scores[j][code] - LOWEST;
        out[score < 0 ? 0 : score] += frequencies[code];
    }
}

/* Adds one position to the distribution `p` of sums below `*values`. */
static void add_position(float p[MIM_SEED_CHANCES], uint32_t *values, const float one[SPAN])
{
    float sum[MIM_SEED_CHANCES] = {0};
    uint32_t most = 0;
    for (uint32_t score = 0; score < SPAN; score++) {
        if (one[score] == 0)
            continue;
        for (uint32_t v = 0; v < *values; v++)
            sum[v + score] += p[v] * one[score];
        most = score;
    }
    *values += most;
    memcpy(p, sum, *values * sizeof *p);
}

static void set_chances(struct mim_seed_query *q, const float frequencies[MIM_AMINO_ACIDS])
{
    float one[MIM_SEED_LONGEST][SPAN];
    for (uint32_t j = 0; j < q->length; j++)
        spread(q, frequencies, j, one[j]);
    memset(q->chance, 0, q->length * sizeof *q->chance);
    for (uint32_t j = 0; j < q->length; j++) {
        float p[MIM_SEED_CHANCES] = {1};
        uint32_t values = 1;
        for (uint32_t n = 0; n < MIM_SEED_KNOWN && j + n < q->length; n++) {
            const uint32_t zero = (n + 1) * (uint32_t)-LOWEST; /* where a sum of 0 stands */
            float *chance = q->chance[j][n], sum = 0;
            add_position(p, &values, one[j + n]);
            for (uint32_t v = values; v-- > zero;)
                chance[v - zero] = sum += p[v];
        }
    }
}

/* ---- All of it ---- */

bool mim_seed_query_set(struct mim_seed_query *out, const struct mim_align_scoring *scoring,
                        const float frequencies[MIM_AMINO_ACIDS], const uint8_t *codes,
                        uint32_t length, int64_t cut)
{
    if (length < MIM_SEED_SHORTEST || length > MIM_SEED_LONGEST ||
        !mim_align_query_set(&out->kernel, scoring, codes, length, cut, out->scores))
        return false;
    out->scoring = scoring;
    out->frequencies = frequencies;
    out->length = length;
    memcpy(out->codes, codes, length);
    out->best_from[length] = 0;
    for (uint32_t j = length; j-- > 0;) {
        set_position(out, j);
        out->best_from[j] = out->best_from[j + 1] + out->top[j];
        if (out->top[j] >= SPAN + LOWEST)
            return false;
    }
    set_chances(out, frequencies);
    return true;
}

void mim_seed_query_cut(struct mim_seed_query *query, int32_t cut)
{
    query->kernel.cut = (uint8_t)cut;
}
