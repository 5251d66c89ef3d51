/* Looks up the names of a record. */
#include "table/record_names.h"

#include "base/error.h"

void mim_record_names_open(struct mim_record_names *n, const struct mimicry_index *index)
{
    *n = (struct mim_record_names){.index = index, .record = UINT64_MAX};
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
    n->protein = names[2];
    n->accession_length = (size_t)(names[1] - names[0]) - 1;
    n->gene_length = (size_t)(names[2] - names[1]) - 1;
    return MIMICRY_OK;
}
