/* Names of genes that a spreadsheet has taken for something else. */
#ifndef MIM_ANNOTATE_MANGLED_H
#define MIM_ANNOTATE_MANGLED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a name is what a spreadsheet makes of one: a date, in English or German (1-Mar, Sep-02,
 * 2. Dez, 2024-03-01, 01.03.2024), or a number with an exponent (2.31E+13). No gene has such. */
bool mim_is_mangled(const char *name, size_t length);

/* What a note about names adds if so many of them are: "" if none. */
void mim_mangled_remark(uint64_t count, char *text, size_t room);

#endif
