/* Reads queries from the parts of a vaccine's cassette, records of FASTA that follow each other in
 * it: one for each junction. Its residues before the junction are of one part alone, so that every
 * window over some junction is of one query, that of the first junction which it has. */
#include <string.h>

#include "query/file.h"

static mimicry_status read_parts(struct mim_query_file *f, mimicry_error *error)
{
    bool more = true;
    mimicry_status status = mim_block_clear(&f->parts, error);
    while (status == MIMICRY_OK && more)
        status = mim_query_file_next_record(f, &f->parts, &more, error);
    return status == MIMICRY_OK ? mim_block_give(&f->parts, &f->part, error) : status;
}

mimicry_status mim_query_file_open_cassette(struct mim_query_file *f, mimicry_error *error)
{
    const struct mim_place place = mim_query_file_place(f);
    const mimicry_status status = read_parts(f, error);
    f->parts_left = f->parts.count;
    if (status == MIMICRY_OK && f->parts.count < 2)
        return mim_place_fail(&place, error,
                              "one record: the parts of a cassette, two or more in their order, "
                              "were expected");
    return status;
}

/* Both parts' names, with a mark between them if both have one. */
static mimicry_status put_both(struct mim_query_block *block, enum mim_query_string which,
                               const char *first, const char *mark, const char *second,
                               mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (*first == '\0' && *second == '\0')
        return status;
    status = mim_block_put(block, which, first, strlen(first), error);
    if (status == MIMICRY_OK && *first != '\0' && *second != '\0')
        status = mim_block_append(block, mark, strlen(mark), error);
    return status == MIMICRY_OK ? mim_block_append(block, second, strlen(second), error) : status;
}

/* The end of a part, and the beginning of what follows it. */
static mimicry_status put_residues(struct mim_query_file *f, struct mim_query_block *block,
                                   mimicry_error *error)
{
    const size_t length = strlen(f->part->peptide);
    const size_t before = length < f->flank ? length : f->flank;
    mimicry_status status =
        mim_block_put(block, MIM_QUERY_PEPTIDE, f->part->peptide + length - before, before, error);
    mim_block_last(block)->values.junction = (uint32_t)before;
    size_t wanted = f->flank;
    for (size_t i = 1; i < f->parts_left && wanted > 0 && status == MIMICRY_OK; i++) {
        const size_t all = strlen(f->part[i].peptide), taken = all < wanted ? all : wanted;
        status = mim_block_append(block, f->part[i].peptide, taken, error);
        wanted -= taken;
    }
    return status;
}

mimicry_status mim_query_file_next_junction(struct mim_query_file *f, struct mim_query_block *block,
                                            bool *more, mimicry_error *error)
{
    *more = f->parts_left > 1;
    if (!*more)
        return MIMICRY_OK;
    const mimicry_query *first = f->part, *second = f->part + 1;
    struct mim_place place = mim_query_file_place(f);
    place.line = second->line;
    mimicry_status status = mim_block_begin(block, second->line, error);
    if (status == MIMICRY_OK)
        status = put_both(block, MIM_QUERY_ID, first->id, "+", second->id, error);
    if (status == MIMICRY_OK)
        status = put_both(block, MIM_QUERY_GENE, first->gene, ";", second->gene, error);
    if (status == MIMICRY_OK)
        status =
            put_both(block, MIM_QUERY_ACCESSION, first->accession, ";", second->accession, error);
    if (status == MIMICRY_OK)
        status = put_residues(f, block, error);
    if (status == MIMICRY_OK)
        status = mim_block_end(block, &place, error);
    f->part++;
    f->parts_left--;
    return status;
}
