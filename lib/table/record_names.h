/* The names of records, looked up once for hits in a row that have the same one. */
#ifndef MIM_TABLE_RECORD_NAMES_H
#define MIM_TABLE_RECORD_NAMES_H

#include "index/index.h"
#include "table/table.h"

struct mim_record_names {
    const struct mimicry_index *index;
    uint64_t record; /* UINT64_MAX: none yet */
    const char *accession, *gene, *protein;
    size_t accession_length, gene_length;
};

void mim_record_names_open(struct mim_record_names *names, const struct mimicry_index *index);

/* CORRUPT if the index is damaged there. */
mimicry_status mim_record_names_look_up(struct mim_record_names *names, uint64_t record,
                                        mimicry_error *error);

static inline mimicry_status mim_record_names_find(struct mim_record_names *names, uint64_t record,
                                                   mimicry_error *error)
{
    return names->record == record ? MIMICRY_OK : mim_record_names_look_up(names, record, error);
}

/* Puts text, and null for none. */
static inline void mim_put_known(struct mim_table *table, const char *text, size_t length)
{
    if (length == 0)
        mim_put_null(table);
    else
        mim_put_text(table, text, length);
}

#endif
