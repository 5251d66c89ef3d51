/* What is to be told of a gene: where it is expressed, and in which organ systems. */
#ifndef MIM_ANNOTATE_TISSUES_H
#define MIM_ANNOTATE_TISSUES_H

#include "annotate/expression.h"
#include "annotate/organs.h"

enum {
    MIM_TEXT_TISSUES = 1, /* the tissues at the floor or above, highest first */
    MIM_TEXT_VITAL = 2,   /* those of them that are vital */
    MIM_TEXT_ORGANS = 3   /* the organ systems of all of them, each once, in that order; a tissue
                             that the organs have not counts as `unmapped` */
};

/* What the levels of a gene come to. */
struct mim_expression_summary {
    bool known;     /* the table has a level of the gene */
    double highest; /* NaN when nothing is known */
    size_t tissue;  /* where it is highest, the first of several; SIZE_MAX when not known */
    size_t count;   /* how many tissues have the floor or more */
};

/* The tissues at the floor or above, highest first and of equal ones the first in the table, are
 * written to opt_tissues, by number: room for all, or NULL. */
mimicry_status mim_tissues_summarize(const struct mim_expression *expression, const char *gene,
                                     double floor, struct mim_expression_summary *summary,
                                     size_t *opt_tissues, mimicry_error *error);

/* Whether a tissue, if the gene is expressed there, may belong to such a text: of a tissue that the
 * organs have not, it is not known whether it is vital. */
bool mim_tissues_open(const struct mim_organs *opt_organs, const char *tissue, int32_t what);

/* The tissues with `;` between them. Without any it is `none` if all is known that could add one,
 * and else `unknown`. */
mimicry_status mim_tissues_text(const struct mim_expression *expression,
                                const struct mim_organs *opt_organs, const char *gene, double floor,
                                int32_t what, char *text, size_t room, size_t *length,
                                mimicry_error *error);

#endif
