/* By what the hits of a screen are ordered. */
#ifndef MIM_SCREEN_ORDER_H
#define MIM_SCREEN_ORDER_H

#include "score/evalues.h"
#include "screen/block.h"
#include "screen/record_genes.h"

/* All zero before it is created. For one thread at a time. */
struct mim_screen_order {
    const struct mim_screen_request *request;
    const struct mim_record_genes *genes;
    struct mim_evalues evalues; /* COMBINED */
    double *levels;             /* EXPRESSION: by gene, the highest in any tissue; NAN: not known */
};

/* `background` is that of the model. What it points at must outlive it. To be freed after a failure
 * too. */
mimicry_status mim_order_create(struct mim_screen_order *order,
                                const struct mim_screen_request *request,
                                const struct mim_background *background,
                                const struct mim_record_genes *genes, mimicry_error *error);
void mim_order_free(struct mim_screen_order *order);

/* The values of hits of a part, of which the lowest is the first. `alleles`: the query's own.
 * `first_only`: hits that are not the first may have INFINITY. */
mimicry_status mim_order_values(struct mim_screen_order *order, const struct mim_part *part,
                                const char *alleles, bool first_only, const mimicry_hit *hits,
                                size_t count, double *out, mimicry_error *error);

/* Of COMBINED, and of the part last valued: the lowest value that a window of this score, or a
 * lower one, can have. */
double mim_order_least(const struct mim_screen_order *order, double score);

/* Of COMBINED: the E-value of a score of the part, */
mimicry_status mim_order_evalue(struct mim_screen_order *order, const struct mim_part *part,
                                double score, double *out, mimicry_error *error);

/* and the lowest score with which a window of the part has at most this E-value. */
mimicry_status mim_order_lowest(struct mim_screen_order *order, const struct mim_part *part,
                                double evalue, double *out, mimicry_error *error);

/* Below 0 if a hit of value `a` is before one of value `b`, 0 if both are as good: by value,
 * highest score and fewest mismatches. */
int mim_order_compare(double a, const mimicry_hit *hit_a, double b, const mimicry_hit *hit_b);

#endif
