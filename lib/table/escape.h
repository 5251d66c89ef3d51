/* What a format of text cannot hold as it is. */
#ifndef MIM_TABLE_ESCAPE_H
#define MIM_TABLE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

enum mim_text_style {
    MIM_TEXT_TSV,  /* tabs and line ends become blanks: else they would make cells and rows */
    MIM_TEXT_CSV,  /* text with commas, quotes or line ends is quoted, its quotes doubled */
    MIM_TEXT_JSONL /* JSON's escapes; a byte that is no UTF-8 becomes U+FFFD */
};

/* Bytes that `length` of text may become. */
enum { MIM_ESCAPE_GROWTH = 6, MIM_ESCAPE_EXTRA = 2 };

/* Whether any of these bytes may need it; never false if one does. */
bool mim_escape_needed(enum mim_text_style style, const char *bytes, size_t count);

/* Writes text at `to`, without JSON's quotes around it, and returns the end. */
char *mim_escape(enum mim_text_style style, char *to, const char *text, size_t length);

#endif
