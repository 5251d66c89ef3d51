/* Reports of netMHC, netMHCpan and their kin: tables for the eye, whose columns are set apart by
 * blanks. Each begins with a line of hyphens, the names and another such line, ends with a third,
 * and has text before and behind. */
#ifndef MIM_IO_REPORT_ROWS_H
#define MIM_IO_REPORT_ROWS_H

#include "io/named_rows.h"

enum mim_report_state {
    MIM_REPORT_TEXT,    /* between tables */
    MIM_REPORT_HYPHENS, /* the same, and the last line was one of hyphens */
    MIM_REPORT_NAMES,   /* behind the names */
    MIM_REPORT_ROWS
};

enum mim_report_item { MIM_REPORT_END, MIM_REPORT_HEADER, MIM_REPORT_ROW };

/* Whether a line is one of hyphens. */
bool mim_report_is_rule(const char *line);

/* The next row, or the names of the next table, which are the header from there on: a line below
 * hyphens with a column of the names `key`. Levels of binding behind a row (<= SB) are left out.
 * FORMAT for a row that is in no table, and for a table without an end. */
mimicry_status mim_report_next(struct mim_rows *rows, enum mim_report_state *state,
                               const char *const *key, enum mim_report_item *item,
                               mimicry_error *error);

#endif
