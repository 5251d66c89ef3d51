/* What tables of other programs take from a row of a table of hits. */
#ifndef MIM_TABLE_FIELDS_H
#define MIM_TABLE_FIELDS_H

#include "table/table.h"
#include "table/views.h"

enum mim_field {
    MIM_FIELD_QUERY_ID,
    MIM_FIELD_QUERY,
    MIM_FIELD_MATCH,
    MIM_FIELD_MISMATCHES,
    MIM_FIELD_SCORE,
    MIM_FIELD_ACCESSION,
    MIM_FIELD_GENE,
    MIM_FIELD_PROTEIN,
    MIM_FIELD_START,
    MIM_FIELD_END,
    MIM_FIELD_INDELS,
    MIM_FIELD_EDITS,
    MIM_FIELD_EVALUE,
    MIM_FIELD_QUERY_START,
    MIM_FIELD_QUERY_END,
    MIM_FIELDS
};

struct mim_fields_row {
    const struct mim_view *views; /* by field */
    const bool *has;              /* whether the table has the field */
    int64_t row;
};

/* A field of text, not terminated; "" where there is none. */
const char *mim_field_text(const struct mim_fields_row *hit, enum mim_field field,
                           size_t *out_length);
int64_t mim_field_integer(const struct mim_fields_row *hit, enum mim_field field);

/* Cells of a row, copied. */
void mim_put_field_text(struct mim_table *table, const struct mim_fields_row *hit,
                        enum mim_field field);
void mim_put_field_integer(struct mim_table *table, const struct mim_fields_row *hit,
                           enum mim_field field);

/* A table made of a table of hits. */
struct mim_fields_format {
    const char *name; /* for messages */
    const enum mim_field *needs;
    size_t n_needs;
    void (*put_row)(struct mim_table *table, const struct mim_fields_row *hit);
};

/* Whether a table has a column of that name. */
mimicry_status mim_fields_have(struct ArrowArrayStream *hits, const char *name, bool *out,
                               mimicry_error *error);

mimicry_status mim_fields_format_create(const struct mim_fields_format *format,
                                        const struct mim_column *columns, size_t n_columns,
                                        struct ArrowArrayStream *hits, struct ArrowArrayStream *out,
                                        mimicry_error *error);

#endif
