/* Looks for the first window of each query by similarity and presentation together: what was found
 * already bounds how surprising it can be, and only so far is searched. */
#include "screen/first.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "score/combined.h"

void mim_first_take(struct mim_screened *query, const mimicry_hit *hit, double value)
{
    if (query->first.length == 0 ||
        mim_order_compare(value, hit, query->first_value, &query->first) < 0) {
        query->first = *hit;
        query->first_value = value;
    }
}

/* E-values up to which parts are searched. Beyond the last, hits would be too many to hold: there
 * the best by score are looked for, as many as it takes. */
enum { REACHES = 6 };
static const double reaches[REACHES] = {1, 4, 16, 64, 256, 1024};

struct farther {
    struct mim_screen_block *block;
    const struct mim_part_setting *setting;
    struct mim_screen_order *order;
    size_t *parts[REACHES + 1]; /* by how far they are searched: their numbers, */
    size_t counts[REACHES + 1]; /* and how many */
};

static mimicry_status take_part(void *data, size_t number, const mimicry_hit *hits,
                                const double *values, size_t count, mimicry_error *error)
{
    const struct farther *s = data;
    const struct mim_part *part = &s->block->parts[number];
    (void)error;
    for (size_t i = 0; i < count; i++) {
        mimicry_hit hit = hits[i];
        hit.query_start = part->start;
        mim_first_take(&s->block->queries[part->query], &hit, values[i]);
    }
    return MIMICRY_OK;
}

/* The best by score of each part is a bound for its query. */
static mimicry_status take_best(struct farther *s, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t p = 0; p < s->block->n_parts && status == MIMICRY_OK; p++) {
        const struct mim_part *part = &s->block->parts[p];
        const char *alleles = s->block->queries[part->query].kept->query.allele;
        double value;
        if (part->best.length == 0)
            continue;
        status = mim_order_values(s->order, part, alleles, &part->best, 1, &value, error);
        if (status == MIMICRY_OK)
            mim_first_take(&s->block->queries[part->query], &part->best, value);
    }
    return status;
}

/* Sorts the parts by how far they have to be searched. */
static void choose(struct farther *s)
{
    for (size_t p = 0; p < s->block->n_parts; p++) {
        const struct mim_part *part = &s->block->parts[p];
        size_t r = 0;
        if (part->best.length == 0)
            continue; /* nothing counts */
        const double far = mim_combined_reach(s->block->queries[part->query].first_value);
        while (r < REACHES && far > reaches[r])
            r++;
        s->parts[r][s->counts[r]++] = p;
    }
}

static mimicry_status search(struct farther *s, size_t r, mimicry_error *error)
{
    const struct mim_reach by_evalue = {MIMICRY_MAX_EVALUE, r < REACHES ? reaches[r] : 0, 0},
                           by_score = {MIMICRY_MIN_SCORE, -INFINITY, 1};
    const struct mim_part_search search = {.setting = s->setting,
                                           .block = s->block,
                                           .parts = s->parts[r],
                                           .count = s->counts[r],
                                           .reach = r < REACHES ? by_evalue : by_score,
                                           .filtered = true};
    return s->counts[r] == 0 ? MIMICRY_OK : mim_valued_run(&search, s->order, take_part, s, error);
}

mimicry_status mim_first_find(struct mim_screen_block *block,
                              const struct mim_part_setting *setting,
                              struct mim_screen_order *order, mimicry_error *error)
{
    struct farther s = {.block = block, .setting = setting, .order = order};
    size_t *parts = mim_alloc_array(block->n_parts, sizeof *parts * (REACHES + 1));
    if (parts == NULL)
        return mim_fail_memory(error);
    for (size_t r = 0; r <= REACHES; r++)
        s.parts[r] = parts + r * block->n_parts;
    mimicry_status status = take_best(&s, error);
    choose(&s);
    for (size_t r = 0; r <= REACHES && status == MIMICRY_OK; r++)
        status = search(&s, r, error);
    free(parts);
    return status;
}
