/* Searches with insertions and deletions, as far as the command has to know of them. */
#ifndef EDITS_H
#define EDITS_H

#include "hits.h"

/* --max-indels N; false, having reported, if N is none. */
bool edits_take_option(const char *verb, const char *word, mimicry0_search_options *options,
                       struct hits_style *style);

/* Whether all that was asked for goes together; false, having reported, if not. */
bool edits_allow(const char *verb, const char *opt_threshold_option,
                 const mimicry0_search_options *options, const struct hits_style *style);

/* The cells `indels` and `edits` of a hit; false if that failed. */
bool edits_put(struct hits_printer *printer, const mimicry_hit *hit);

#endif
