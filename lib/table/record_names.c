/* Looks up the names of a record, and keeps them where there are many look-ups: names are anywhere
 * in the index, with descriptions between them, and to find their ends takes longer than to copy
 * them.
 */
#include "table/record_names.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "table/escape.h"

void mim_record_names_open(struct mim_record_names *n, const struct mimicry_index *index)
{
    const size_t size = index->names_size < MIM_WIDE ? (size_t)index->names_size : MIM_WIDE;
    *n = (struct mim_record_names){.index = index, .record = UINT64_MAX};
    memcpy(n->last + MIM_WIDE - size, index->names + index->names_size - size, size);
}

void mim_record_names_close(struct mim_record_names *n)
{
    free(n->kept);
    n->kept = NULL;
}

/* Where a name can be read: behind the last names there is nothing. */
static const char *readable(const struct mim_record_names *n, const char *name)
{
    const size_t left = (size_t)(n->index->names + n->index->names_size - name);
    return left < MIM_WIDE ? n->last + MIM_WIDE - left : name;
}

static bool is_plain_text(const char *text, size_t length)
{
    return !mim_escape_needed(MIM_TEXT_TSV, text, length) &&
           !mim_escape_needed(MIM_TEXT_CSV, text, length) &&
           !mim_escape_needed(MIM_TEXT_JSONL, text, length);
}

static bool is_plain(const struct mim_record_names *n)
{
    return is_plain_text(n->accession, n->accession_length) &&
           is_plain_text(n->gene, n->gene_length);
}

/* After so many look-ups for each record, most records come again. Without memory for it, names are
 * looked up as before. */
static void keep(struct mim_record_names *n, uint64_t record)
{
    const uint64_t records = n->index->records;
    if (n->look_ups++ == records / 4)
        n->kept = mim_alloc_zeroed((size_t)records + 1, sizeof *n->kept);
    const size_t protein = n->accession_length + n->gene_length + 2;
    if (n->kept == NULL || protein > MIM_NAMES_KEPT || !is_plain(n))
        return;
    struct mim_names_kept *kept = &n->kept[record];
    memcpy(kept->text, n->accession, n->accession_length);
    memcpy(kept->text + n->accession_length + 1, n->gene, n->gene_length);
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
    n->accession = readable(n, names[0]);
    n->gene = readable(n, names[1]);
    n->accession_length = (size_t)(names[1] - names[0]) - 1;
    n->gene_length = (size_t)(names[2] - names[1]) - 1;
    n->plain = false;
    keep(n, record);
    return MIMICRY_OK;
}

const char *mim_record_names_protein(const struct mim_record_names *n)
{
    return n->index->names + n->index->name_offsets[n->record] + n->accession_length +
           n->gene_length + 2;
}
