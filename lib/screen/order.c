/* Gives hits of a screen the values by which they are ordered. */
#include "screen/order.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "score/combined.h"
#include "score/presented_values.h"

static mimicry_status set_levels(struct mim_screen_order *o, mimicry_error *error)
{
    const struct mim_expression *expression = o->request->annotations.expression;
    o->levels = mim_alloc_array(o->genes->names.count, sizeof *o->levels);
    if (o->levels == NULL)
        return mim_fail_memory(error);
    for (size_t g = 0; g < o->genes->names.count; g++) {
        const double *of = mim_expression_find(expression, mim_names_at(&o->genes->names, g));
        o->levels[g] = NAN;
        for (size_t t = 0; of != NULL && t < expression->tissues.count; t++)
            o->levels[g] = fmax(o->levels[g], of[t]); /* NAN only if both are */
    }
    return MIMICRY_OK;
}

mimicry_status mim_order_create(struct mim_screen_order *o,
                                const struct mim_screen_request *request,
                                const struct mim_background *background,
                                const struct mim_record_genes *genes, mimicry_error *error)
{
    mimicry_status status;
    *o = (struct mim_screen_order){.request = request, .genes = genes};
    switch (request->order) {
    case MIMICRY_ORDER_COMBINED:
        status = mim_evalues_open(&o->evalues, background, error);
        return status == MIMICRY_OK ? mim_evalues_keep(&o->evalues, error) : status;
    case MIMICRY_ORDER_EXPRESSION:
        return set_levels(o, error);
    default:
        return MIMICRY_OK;
    }
}

void mim_order_free(struct mim_screen_order *o)
{
    mim_evalues_close(&o->evalues);
    free(o->levels);
    *o = (struct mim_screen_order){.request = NULL};
}

/* ---- Values ---- */

static mimicry_status set_by_presentation(struct mim_screen_order *o, const struct mim_part *part,
                                          const char *alleles, bool first_only,
                                          const mimicry_hit *hits, size_t count, double *out,
                                          mimicry_error *error)
{
    const bool combined = o->request->order == MIMICRY_ORDER_COMBINED;
    const mimicry_status status =
        combined ? mim_evalues_set(&o->evalues, part->letters, part->length, error) : MIMICRY_OK;
    return status == MIMICRY_OK
               ? mim_presented_values(o->request->presentation, alleles, o->request->index,
                                      combined ? &o->evalues : NULL, first_only, hits, count, out,
                                      error)
               : status;
}

static double by_expression(const struct mim_screen_order *o, const mimicry_hit *hit)
{
    const size_t gene = o->genes->of[hit->record];
    const double level = gene == MIM_NO_NAME ? (double)NAN : o->levels[gene];
    return isnan(level) ? INFINITY : -level;
}

mimicry_status mim_order_values(struct mim_screen_order *o, const struct mim_part *part,
                                const char *alleles, bool first_only, const mimicry_hit *hits,
                                size_t count, double *out, mimicry_error *error)
{
    const int32_t order = o->request->order;
    if (order == MIMICRY_ORDER_COMBINED || order == MIMICRY_ORDER_PRESENTED)
        return set_by_presentation(o, part, alleles, first_only, hits, count, out, error);
    for (size_t i = 0; i < count; i++)
        out[i] = order == MIMICRY_ORDER_EXPRESSION ? by_expression(o, &hits[i]) : -hits[i].score;
    return MIMICRY_OK;
}

double mim_order_least(const struct mim_screen_order *o, double score)
{
    return mim_combined_least(mim_evalue_of(&o->evalues, score));
}

mimicry_status mim_order_evalue(struct mim_screen_order *o, const struct mim_part *part,
                                double score, double *out, mimicry_error *error)
{
    const mimicry_status status = mim_evalues_set(&o->evalues, part->letters, part->length, error);
    if (status == MIMICRY_OK)
        *out = mim_evalue_of(&o->evalues, score);
    return status;
}

mimicry_status mim_order_lowest(struct mim_screen_order *o, const struct mim_part *part,
                                double evalue, double *out, mimicry_error *error)
{
    const mimicry_status status = mim_evalues_set(&o->evalues, part->letters, part->length, error);
    if (status == MIMICRY_OK)
        *out = mim_evalues_lowest(&o->evalues, evalue);
    return status;
}

int mim_order_compare(double a, const mimicry_hit *hit_a, double b, const mimicry_hit *hit_b)
{
    if (a < b || a > b)
        return a < b ? -1 : 1;
    if (hit_a->score < hit_b->score || hit_a->score > hit_b->score)
        return hit_a->score > hit_b->score ? -1 : 1;
    return (hit_a->mismatches > hit_b->mismatches) - (hit_a->mismatches < hit_b->mismatches);
}
