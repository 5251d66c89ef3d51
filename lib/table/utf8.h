/* UTF-8 as Unicode's table 3-7 has it. */
#ifndef MIM_TABLE_UTF8_H
#define MIM_TABLE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the character that `text` begins with; 0 if it is none, or cut off. `left` is above 0.
 */
size_t mim_utf8_length(const char *text, size_t left);

bool mim_is_ascii(const char *text, size_t length);
bool mim_is_utf8(const char *text, size_t length);

enum { MIM_UTF8_GROWTH = 3 };

/* Copies text with U+FFFD in the place of each byte that is no UTF-8: at most MIM_UTF8_GROWTH times
 * as long. Returns the end. */
char *mim_utf8_mend(char *to, const char *text, size_t length);

#endif
