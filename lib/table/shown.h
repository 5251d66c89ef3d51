/* Text as a terminal shows it: how wide it is, and nothing in it that would act on the terminal. */
#ifndef MIM_TABLE_SHOWN_H
#define MIM_TABLE_SHOWN_H

#include <stddef.h>

/* A character. */
struct mim_shown {
    const char *at; /* what to write in its place */
    size_t length;
    size_t read;    /* bytes that it stands for */
    unsigned width; /* columns: 0 to 2 */
};

/* The character that `text` begins with; `left` is above 0. What controls a terminal or the
 * direction of writing is shown as ?, and a byte that is no UTF-8 as U+FFFD. */
struct mim_shown mim_shown_next(const char *text, size_t left);

/* Columns of a text. */
size_t mim_shown_width(const char *text, size_t length);

#endif
