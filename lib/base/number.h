/* Numbers in text, the same in every locale. */
#ifndef MIM_BASE_NUMBER_H
#define MIM_BASE_NUMBER_H

#include <stdbool.h>

/* Reads the whole of `text` as a finite decimal number (3, -0.5, 1e-3); false if it is not one. */
bool mim_parse_number(const char *text, double *out);

#endif
