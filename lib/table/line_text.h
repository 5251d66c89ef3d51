/* Blocks of lines as text. */
#ifndef MIM_TABLE_LINE_TEXT_H
#define MIM_TABLE_LINE_TEXT_H

#include "table/escape.h"
#include "table/lines.h"
#include "table/text_out.h"

enum { MIM_LINE_COLUMNS = 10 };

/* What stands before a cell, but for the quote of text; MIM_WIDE bytes and more can be read. */
struct mim_line_mark {
    const char *text;
    size_t length;
};

/* Text of MIM_WIDE bytes and more. */
struct mim_line_piece {
    char *text;
    size_t length, room;
};

/* It must not be moved. */
struct mim_line_text {
    enum mim_text_style style;
    const struct mim_search *search;
    struct mim_line_mark marks[MIM_LINE_COLUMNS];
    struct mim_record_names names;
    const struct mim_line_block *block; /* that the pieces are of, */
    size_t query;                       /* and the query */
    struct mim_line_piece head;         /* from the line's begin to the match */
    struct mim_line_piece middle;       /* from there to the accession, */
    struct mim_line_piece tail;         /* and from the end in the record on, of a group */
    uint8_t *codes;                     /* of matches that are being spelt */
    size_t codes_room;
    char *mended; /* a name that was not UTF-8 */
    size_t mended_room;
};

/* Sets all but `marks`. To be closed after a failure of the other function too. */
void mim_line_text_open(struct mim_line_text *text, enum mim_text_style style,
                        const struct mim_search *search);
void mim_line_text_close(struct mim_line_text *text);

/* Adds a group's lines, the ones from `first` on. CORRUPT if the index is damaged there. */
mimicry_status mim_line_text_make(struct mim_line_text *text, const struct mim_line_block *block,
                                  const struct mim_line_group *group, size_t first,
                                  struct mim_text_out *out, mimicry_error *error);

#endif
