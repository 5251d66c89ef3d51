/* The names of records: accession, gene and protein. */
#ifndef MIM_TABLE_RECORD_NAMES_H
#define MIM_TABLE_RECORD_NAMES_H

#include "index/index.h"
#include "table/table.h"

enum { MIM_NAMES_KEPT = 30 };

/* Accession and gene of a record, each terminated, where both are short and no format of text has
 * to escape any of it. All zero: not known. */
struct mim_names_kept {
    char text[MIM_NAMES_KEPT];
    uint8_t gene, protein; /* where these begin, from the accession on */
};

/* It must not be moved. */
struct mim_record_names {
    const struct mimicry_index *index;
    struct mim_names_kept *kept;  /* by record, and one more that is read beyond the last; NULL:
                                   * there were few look-ups as yet */
    char last[2 * MIM_WIDE];      /* the last bytes of all names, and as many zeros */
    uint64_t look_ups;            /* in the index */
    uint64_t record;              /* that the names are of; UINT64_MAX: none yet */
    const char *accession, *gene; /* valid until the names are closed; MIM_WIDE bytes can be read */
    size_t accession_length, gene_length;
    bool plain; /* no format of text has to escape them; else it is not known */
};

void mim_record_names_open(struct mim_record_names *names, const struct mimicry_index *index);
void mim_record_names_close(struct mim_record_names *names);

/* CORRUPT if the index is damaged there. */
mimicry_status mim_record_names_look_up(struct mim_record_names *names, uint64_t record,
                                        mimicry_error *error);

static inline mimicry_status mim_record_names_find(struct mim_record_names *names, uint64_t record,
                                                   mimicry_error *error)
{
    if (names->record == record)
        return MIMICRY_OK;
    const struct mim_names_kept *kept = names->kept == NULL ? NULL : &names->kept[record];
    if (kept == NULL || kept->protein == 0)
        return mim_record_names_look_up(names, record, error);
    names->record = record;
    names->accession = kept->text;
    names->gene = kept->text + kept->gene;
    names->accession_length = (size_t)kept->gene - 1;
    names->gene_length = (size_t)kept->protein - kept->gene - 1;
    names->plain = true;
    return MIMICRY_OK;
}

/* What the record that was found is; it follows its gene in the index. */
const char *mim_record_names_protein(const struct mim_record_names *names);

/* Puts text, and null for none. */
static inline void mim_put_known(struct mim_table *table, const char *text, size_t length)
{
    if (length == 0)
        mim_put_null(table);
    else
        mim_put_text(table, text, length);
}

#endif
