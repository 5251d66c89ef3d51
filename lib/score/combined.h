/* The order by similarity and presentation together: by E * sqrt(p), with E the E-value of the
 * score in the whole proteome and p the share of its windows that are presented as well; its
 * logarithm is ln E + 0.5 ln p. The lowest value is the first. Root and product are rounded
 * correctly, hence monotone and the same on every machine. */
#ifndef MIM_SCORE_COMBINED_H
#define MIM_SCORE_COMBINED_H

#include <stdint.h>

/* `percent` is NAN where it is not known: as of the window that is presented worst. */
double mim_combined(double evalue, double percent);

/* The lowest value that a window of this E-value, or a higher one, can have. It makes a cut to the
 * best exact: windows that were not found have no higher scores than those that were. */
double mim_combined_least(double evalue);

/* The highest E-value that a window of this value, or a lower one, can have if its percentile is at
 * least `percent`, and a little more. */
double mim_combined_reach(double value, double percent);

/* How many of the best by score to look at first for the `top` best, and how many after `found`. */
uint64_t mim_combined_first(uint64_t top);
uint64_t mim_combined_next(uint64_t found);

#endif
