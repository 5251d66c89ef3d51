/* Looks up the names of a record, and keeps them where there are many look-ups: names are anywhere
 * in the index, with descriptions between them, and to find their ends takes longer than to copy
 * them.
 */
#include "table/record_names.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"

void mim_record_names_open(struct mim_record_names *n, const struct mimicry_index *index)
{
    *n = (struct mim_record_names){.index = index, .record = UINT64_MAX};
}

void mim_record_names_close(struct mim_record_names *n)
{
    free(n->kept);
    n->kept = NULL;
}

/* After so many look-ups for each record, most records come again. Without memory for it, names are
 * looked up as before. */
static void keep(struct mim_record_names *n, uint64_t record)
{
    const uint64_t records = n->index->records;
    if (n->look_ups++ == records / 4)
        n->kept = mim_alloc_zeroed((size_t)records, sizeof *n->kept);
    const size_t protein = n->accession_length + n->gene_length + 2;
    if (n->kept == NULL || protein > MIM_NAMES_KEPT)
        return;
    struct mim_names_kept *kept = &n->kept[record];
    memcpy(kept->text, n->accession, protein);
    kept->gene = (uint8_t)(n->accession_length + 1);
    kept->protein = (uint8_t)protein;
}

mimicry_status mim_record_names_look_up(struct mim_record_names *n, uint64_t record,
                                        mimicry_error *error)
{
    const char *names[3];
    if (!mim_index_names(n->index, record, names))
        return mim_fail_damaged(error);
    n->record = record;
    n->accession = names[0];
    n->gene = names[1];
    n->accession_length = (size_t)(names[1] - names[0]) - 1;
    n->gene_length = (size_t)(names[2] - names[1]) - 1;
    keep(n, record);
    return MIMICRY_OK;
}

const char *mim_record_names_protein(const struct mim_record_names *n)
{
    return n->index->names + n->index->name_offsets[n->record] + n->accession_length +
           n->gene_length + 2;
}
