/* The values of options. */
#ifndef VALUES_H
#define VALUES_H

#include "cli.h"

/* Takes the word of an option, which is shown as `shown`, to the request. 0, or, having reported,
 * the exit status. */
int value_take(const char *verb, const struct cli_option *option, const char *shown,
               const char *word, struct request *request);
void value_free(const struct cli_option *option, struct request *request);

/* Whether a word is a number; the words inf and nan are none. */
bool value_real(const char *word, double *out);

#endif
