/* Looks for the first window of each query by similarity and presentation together, and for the
 * best by score of its parts: what was found already bounds how surprising they can be, and only so
 * far is searched.
 *
 * The value of a window is E sqrt(p), with E the E-value of its score and p how it is presented
 * (score/combined.h). Where v is the value of the best that is known, a window of p >= q is no
 * better unless E sqrt(q) <= v, since roots and products are rounded without change of order: so
 * windows that may be presented however well are looked for down to E = v / sqrt of the least p,
 * 316 v. Where those that are presented best are listed in bands (search/presented_bands.h), each
 * band is searched apart, down to v / sqrt of the percentiles that it begins above, the best
 * presented first: what it finds bounds the others. They are few. The windows of the text that are
 * in no band are presented worse than all of these, and the text is searched down to v / sqrt of
 * that: so each window is looked for at least as far as it can be the first, and each that is found
 * is valued as ever. */
#include "screen/first.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "score/combined.h"
#include "screen/nearest.h"
#include "screen/ranked.h"

void mim_first_take(struct mim_screened *query, const mimicry_hit *hit, double value)
{
    if (query->first.length == 0 ||
        mim_ranked_compare(value, hit, query->first_value, &query->first) < 0) {
        query->first = *hit;
        query->first_value = value;
    }
}

static const double MOST_EVALUE = 4096; /* up to which all windows of a part are looked for, and how
                                           many of a list chance may give. Beyond, hits would be too
                                           many to hold: there the best by score are looked for, as
                                           many as it takes */
static const double FEW = 64; /* E-value of the best that is known from which on a better one is
                                 looked for beforehand */
static const double LOOKED_UP = 20; /* up to which look-ups in the text cost less than a scan of the
                                       windows of a band, if a sieve tells them apart (measured) */

/* What is known of a part. */
struct bounds {
    double best;  /* what a better one by score scores at least; INFINITY: there is none */
    double above; /* windows that were not looked for are presented worse; INFINITY: none is left */
    double
        bands[MIM_PRESENTED_BANDS + 1]; /* E-value of each band up to which it is searched, and */
    double least[MIM_PRESENTED_BANDS + 1]; /* the score of that */
};

struct farther {
    struct mim_screen_block *block;
    const struct mim_part_setting *setting;
    struct mim_screen_order *order;
    struct mim_listed *listed;
    struct bounds *bounds; /* by part */
    double *apart; /* by part: the bound of its best, which is looked for beforehand; or INFINITY */
    size_t *near, *far; /* numbers of parts that are searched together, */
    size_t n_near, n_far;
    double *least; /* and from which score on those that are near */
};

static mimicry_status take_part(void *data, size_t number, const mimicry_hit *hits,
                                const double *values, size_t count, mimicry_error *error)
{
    const struct farther *s = data;
    struct mim_part *part = &s->block->parts[number];
    (void)error;
    for (size_t i = 0; i < count; i++) {
        mimicry_hit hit = hits[i];
        hit.query_start = part->start;
        if (mim_hit_is_better(&hit, &part->best))
            part->best = hit;
        mim_first_take(&s->block->queries[part->query], &hit, values[i]);
    }
    return MIMICRY_OK;
}

static mimicry_status search(struct farther *s, bool is_near,
                             const struct mim_window_list *opt_list, mimicry_error *error)
{
    const struct mim_part_search search = {.setting = s->setting,
                                           .block = s->block,
                                           .parts = is_near ? s->near : s->far,
                                           .count = is_near ? s->n_near : s->n_far,
                                           .reach = {MIMICRY_MIN_SCORE, -INFINITY, is_near ? 0 : 1},
                                           .least = is_near ? s->least : NULL,
                                           .opt_list = opt_list,
                                           .filtered = true};
    return search.count == 0 ? MIMICRY_OK
                             : mim_valued_run(&search, s->order, true, take_part, s, error);
}

/* ---- What is known ---- */

static double reach_of(const struct farther *s, size_t number, double percent)
{
    const struct mim_part *part = &s->block->parts[number];
    return mim_combined_reach(s->block->queries[part->query].first_value, percent);
}

/* How far the lists of a part are searched. */
static mimicry_status set_bands(struct farther *s, size_t number, mimicry_error *error)
{
    const struct mim_part *part = &s->block->parts[number];
    const struct mim_part_lists *lists = part->opt_lists;
    struct bounds *bounds = &s->bounds[number];
    mimicry_status status = MIMICRY_OK;
    bounds->above = lists == NULL ? 0 : lists->is_complete ? (double)INFINITY : lists->above;
    for (uint32_t b = 0; lists != NULL && b < lists->count && status == MIMICRY_OK; b++) {
        bounds->bands[b] = reach_of(s, number, lists->bands[b].above);
        status = mim_order_lowest(s->order, part, bounds->bands[b], &bounds->least[b], error);
    }
    return status;
}

/* The best known by score of each part is a bound for the query. */
static mimicry_status take_best(struct farther *s, const struct mim_screened *query,
                                mimicry_error *error)
{
    const struct mim_range parts = query->parts;
    mimicry_status status = MIMICRY_OK;
    for (size_t p = parts.first; p < parts.first + parts.count && status == MIMICRY_OK; p++) {
        const mimicry_hit *best = &s->block->parts[p].best;
        double value;
        if (best->length == 0)
            continue;
        status = mim_order_values(s->order, &s->block->parts[p], query->kept->query.allele, true,
                                  best, 1, &value, error);
        if (status == MIMICRY_OK)
            status = take_part(s, p, best, &value, 1, error);
    }
    for (size_t p = parts.first; p < parts.first + parts.count && status == MIMICRY_OK; p++) {
        if (s->block->parts[p].best.length > 0)
            status = set_bands(s, p, error);
    }
    return status;
}

/* Whether the best of some part of a query is looked for beforehand. */
static mimicry_status set_apart(struct farther *s, const struct mim_screened *query, bool *out,
                                mimicry_error *error)
{
    const struct mim_range parts = query->parts;
    mimicry_status status = MIMICRY_OK;
    *out = false;
    for (size_t p = parts.first; p < parts.first + parts.count && status == MIMICRY_OK; p++) {
        struct mim_part *part = &s->block->parts[p];
        double evalue;
        s->bounds[p].best = mim_best_bound(part, s->setting->request);
        s->apart[p] = INFINITY;
        if (isinf(s->bounds[p].best))
            continue;
        status = mim_order_evalue(s->order, part, part->best.score, &evalue, error);
        if (status != MIMICRY_OK || !(evalue > FEW))
            continue;
        s->apart[p] = s->bounds[p].best;
        s->bounds[p].best = INFINITY; /* it will be known */
        *out = true;
    }
    return status;
}

static mimicry_status take_known(struct farther *s, mimicry_error *error)
{
    const struct mim_screen_block *block = s->block;
    mimicry_status status = MIMICRY_OK;
    bool any = false;
    for (uint32_t q = 0; q < block->n_queries && status == MIMICRY_OK; q++) {
        bool apart;
        if (block->queries[q].original != q)
            continue;
        status = set_apart(s, &block->queries[q], &apart, error);
        if (status == MIMICRY_OK && !apart)
            status = take_best(s, &block->queries[q], error);
        any = any || apart;
    }
    if (status == MIMICRY_OK && any)
        status = mim_best_find(s->block, s->setting, s->listed, s->apart, error);
    for (size_t p = 0; p < block->n_parts && status == MIMICRY_OK; p++) {
        if (isinf(s->apart[p]))
            continue;
        status = take_best(s, &block->queries[block->parts[p].query], error);
    }
    return status;
}

/* ---- Bands ---- */

/* Adds a part that is searched from a score on, or from that on with which its best is passed. */
static void add_near(struct farther *s, size_t number, double least)
{
    const struct bounds *bounds = &s->bounds[number];
    const double best = fmax(bounds->best, s->block->parts[number].best.score);
    s->least[s->n_near] = isinf(bounds->best) ? least : fmin(least, best);
    s->near[s->n_near++] = number;
}

/* Whether the text is searched for what a band has, and those behind it, too. */
static bool is_left_to_text(const struct farther *s, const struct mim_part_lists *lists,
                            const struct bounds *bounds, size_t band)
{
    if (lists->is_complete || s->setting->opt_around == NULL)
        return false;
    return bounds->above < lists->bands[band].above || bounds->bands[band] <= LOOKED_UP;
}

static mimicry_status search_band(void *data, const struct mim_listed_band *band,
                                  const size_t *parts, size_t count, mimicry_error *error)
{
    struct farther *s = data;
    const double windows = (double)s->setting->request->index->text_length;
    const double share = (double)band->windows->count / windows;
    s->n_near = 0;
    for (size_t i = 0; i < count; i++) {
        const struct mim_part *part = &s->block->parts[parts[i]];
        struct bounds *bounds = &s->bounds[parts[i]];
        const size_t b = (size_t)(band - part->opt_lists->bands);
        if (part->best.length == 0)
            continue; /* nothing counts */
        if (is_left_to_text(s, part->opt_lists, bounds, b)) {
            bounds->above = fmin(bounds->above, part->opt_lists->bands[b].above);
            continue;
        }
        if (bounds->bands[b] * share > MOST_EVALUE && !part->opt_lists->is_complete)
            bounds->above = 0;
        else
            add_near(s, parts[i], bounds->least[b]);
    }
    return search(s, true, band->windows, error);
}

/* ---- The text ---- */

/* Sets how far each part has to be searched: as far as its query's first may be passed. */
static mimicry_status choose(struct farther *s, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    s->n_near = 0;
    for (size_t p = 0; p < s->block->n_parts && status == MIMICRY_OK; p++) {
        const struct mim_part *part = &s->block->parts[p];
        double least;
        if (part->best.length == 0 || isinf(s->bounds[p].above))
            continue; /* nothing counts, or is left */
        const double evalue = reach_of(s, p, s->bounds[p].above);
        if (evalue > MOST_EVALUE) {
            s->far[s->n_far++] = p;
            continue;
        }
        status = mim_order_lowest(s->order, part, evalue, &least, error);
        if (status == MIMICRY_OK)
            add_near(s, p, least);
    }
    return status;
}

static mimicry_status find(struct farther *s, mimicry_error *error)
{
    mimicry_status status = take_known(s, error);
    if (status == MIMICRY_OK)
        status = mim_listed_each(s->listed, s->block, search_band, s, error);
    if (status == MIMICRY_OK)
        status = choose(s, error);
    if (status == MIMICRY_OK)
        status = search(s, true, NULL, error);
    return status == MIMICRY_OK ? search(s, false, NULL, error) : status;
}

mimicry_status mim_first_find(struct mim_screen_block *block,
                              const struct mim_part_setting *setting,
                              struct mim_screen_order *order, struct mim_listed *listed,
                              mimicry_error *error)
{
    const size_t n = block->n_parts;
    struct farther s = {.block = block,
                        .setting = setting,
                        .order = order,
                        .listed = listed,
                        .bounds = mim_alloc_array(n, sizeof *s.bounds),
                        .apart = mim_alloc_array(n, sizeof *s.apart),
                        .near = mim_alloc_array(n, 2 * sizeof *s.near),
                        .least = mim_alloc_array(n, sizeof *s.least)};
    mimicry_status status = MIMICRY_OK;
    if (s.bounds == NULL || s.apart == NULL || s.near == NULL || s.least == NULL) {
        status = mim_fail_memory(error);
    } else {
        s.far = s.near + n;
        status = find(&s, error);
    }
    free(s.bounds);
    free(s.apart);
    free(s.near);
    free(s.least);
    return status;
}
