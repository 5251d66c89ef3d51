/* Looks for the best record first, and then as far below it as records tell.
 *
 * Records that score less than cut(s), where s is the best score of any, do not tell
 * (mim_partition_cut). s is not known to begin with. A search from T on finds every record that
 * scores T or more; if there is one, its s is the true one, and the records from cut(s) on are all
 * there if cut(s) >= T, and are by one more search otherwise. If there is none, s < T, and the next
 * T is lower. High cuts have few seeds, so what is searched in vain costs little.
 *
 * Mostly half of the peptide stands in a record as it is: of a mutant, in that of its wild type. A
 * glance at such places costs next to nothing. If one scores b, which is at least the first T, s is
 * no less: the first search goes down to cut(b) at once, and is the last, since cut(s) >= cut(b).
 */
#include "score/seeds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "score/seed_walk.h"

enum {
    FIRST_STEP = 10, /* below the peptide's ceiling */
    STEP = 8,
    LEAST_TEXT = 1 << 18, /* residues: of shorter texts every record is soon aligned */
};

/* Seeds that cost as much as the alignment of a position with a vector of residues. Measured on an
 * AMD EPYC with AVX-512, with 9-mers and 12 million residues: 15 ns a seed, and 1.1 ns a vector of
 * AVX2, 0.9 ns of AVX-512. */
static const double SEEDS_A_CELL = 0.07;

bool mim_seeds_apply(const struct mim_partition *partition)
{
    const struct mimicry_index *index = partition->index;
    if (partition->plan == MIMICRY_PLAN_SCAN || index->records > UINT32_MAX)
        return false;
    return partition->plan == MIMICRY_PLAN_SEEDS || index->text_length >= LEAST_TEXT;
}

mimicry_status mim_seeds_set(struct mim_seeds *out, const struct mim_partition *partition,
                             uint64_t proteins, mimicry_error *error)
{
    const mimicry_status status =
        mim_seed_places_set(&out->places, partition->index, partition->kernels, error);
    if (status != MIMICRY_OK)
        return status;
    mim_seed_frequencies(partition->index, out->frequencies);
    out->partition = partition;
    out->proteins = proteins;
    return MIMICRY_OK;
}

void mim_seeds_free(struct mim_seeds *seeds)
{
    mim_seed_places_free(&seeds->places);
}

/* ---- One search ---- */

/* False if what is planned costs too much beside what was done. */
static bool pays(const struct mim_seeds *s)
{
    const double residues = (double)s->partition->index->text_length;
    const double cells = residues * s->query.length / s->partition->kernels->byte_lanes;
    const bool forced = s->partition->plan == MIMICRY_PLAN_SEEDS;
    return isfinite(s->plan.cost) && (forced || s->spent + s->plan.cost <= SEEDS_A_CELL * cells);
}

/* Plans a search; false if it costs too much. */
static bool plan(struct mim_seeds *s, int32_t cut)
{
    mim_seed_plan_set(&s->plan, &s->query, cut, s->partition->index->text_length);
    return pays(s);
}

/* Does what is planned. */
static mimicry_status walk(struct mim_seeds *s, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    s->spent += s->plan.cost;
    mim_seed_places_begin(&s->places, &s->query, &s->plan);
    for (uint32_t i = 0; i < s->plan.n_pieces && status == MIMICRY_OK; i++)
        status = mim_seed_walk(&s->places, &s->plan.pieces[i], error);
    if (status == MIMICRY_OK)
        mim_seed_places_end(&s->places);
    return status;
}

/* Finds every record of `cut` or more; `*out_done` is false if it costs too much. */
static mimicry_status search(struct mim_seeds *s, int32_t cut, bool *out_done, mimicry_error *error)
{
    mim_seed_places_clear(&s->places);
    mim_seed_query_cut(&s->query, cut);
    *out_done = plan(s, cut);
    return *out_done ? walk(s, error) : MIMICRY_OK;
}

/* Finds some record of `cut` or more: `*out_best` is its score, or 0. */
static mimicry_status glance(struct mim_seeds *s, int32_t cut, int32_t *out_best,
                             mimicry_error *error)
{
    *out_best = 0;
    mim_seed_places_clear(&s->places);
    mim_seed_query_cut(&s->query, cut);
    mim_seed_plan_glance(&s->plan, &s->query, cut, s->partition->index->text_length);
    if (!pays(s))
        return MIMICRY_OK;
    const mimicry_status status = walk(s, error);
    *out_best = s->places.best;
    return status;
}

/* ---- From the best record down ---- */

/* The score from which on records tell, beside one of `best`. */
static int32_t cut_of(const struct mim_seeds *s, int32_t best)
{
    const struct mim_partition *p = s->partition;
    const double cut = mim_partition_cut(s->proteins, fmax(p->a, best), p->k);
    return cut < MIM_ALIGN_MOST ? (int32_t)cut : MIM_ALIGN_MOST;
}

/* The cut after a search from `cut` on in which the best record, if there was one, scores `best`.
 * Any below a need not be told apart: all have the same cut. */
static int32_t next_cut(const struct mim_seeds *s, int32_t cut, int32_t best)
{
    const int32_t lowest = cut_of(s, 0);
    if (best > 0)
        return cut_of(s, best);
    if (cut - 1 <= s->partition->a)
        return lowest;
    const int32_t next = cut - STEP, a = (int32_t)fmax(1, ceil(s->partition->a));
    const int32_t high = next < a ? a : next;
    return high < lowest ? lowest : high;
}

static void count(const struct mim_seeds *s, struct mim_score_counts *out)
{
    const struct mim_align_found *found = &s->places.found;
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < found->n_touched; i++)
        out->of[found->best[found->touched[i]]]++;
}

mimicry_status mim_seeds_count(struct mim_seeds *s, const struct mim_distinct_entry *peptide,
                               struct mim_score_counts *out, bool *out_counted,
                               mimicry_error *error)
{
    const int32_t lowest = cut_of(s, 0);
    mimicry_status status = MIMICRY_OK;
    *out_counted = mim_seed_query_set(&s->query, s->partition->scoring, s->frequencies,
                                      peptide->codes, peptide->length, lowest);
    if (!*out_counted)
        return MIMICRY_OK;
    s->spent = 0;
    int32_t best, next = s->query.best_from[0] - FIRST_STEP;
    next = next > lowest ? next : lowest;
    status = glance(s, next, &best, error);
    if (best > 0)
        next = cut_of(s, best);
    for (int32_t cut = 0; status == MIMICRY_OK && *out_counted && next != cut;) {
        cut = next;
        status = search(s, cut, out_counted, error);
        if (status != MIMICRY_OK || !*out_counted)
            break;
        next = next_cut(s, cut, s->places.best);
        next = next < cut ? next : cut;
        /* Nothing scores `cut`: the last search goes down to cut_of(cut - 1) at least. */
        if (s->places.best == 0 && next < cut)
            *out_counted = plan(s, cut_of(s, cut - 1));
    }
    if (status == MIMICRY_OK && *out_counted)
        count(s, out);
    mim_seed_places_clear(&s->places);
    return status;
}
