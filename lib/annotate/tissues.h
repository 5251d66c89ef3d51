/* What is to be told of a gene: where it is expressed, and in which organ systems. */
#ifndef MIM_ANNOTATE_TISSUES_H
#define MIM_ANNOTATE_TISSUES_H

#include "annotate/expression.h"
#include "annotate/organs.h"

/* As the public functions say. */
mimicry_status mim_tissues_summarize(const struct mimicry0_expression *expression, const char *gene,
                                     double floor, mimicry0_expression_summary *summary,
                                     size_t *opt_tissues, mimicry_error *error);
mimicry_status mim_tissues_text(const struct mimicry0_expression *expression,
                                const struct mimicry0_organs *opt_organs, const char *gene,
                                double floor, int32_t what, char *text, size_t room, size_t *length,
                                mimicry_error *error);

#endif
