/* Reads queries in blocks, and turns each block into a search. */
#include "table/shared_block.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "query/queries.h"

enum { MOST_QUERIES = 4096 };

mimicry_status mim_shared_block_open(struct mim_shared_block *block,
                                     const struct mim_shared_request *request, mimicry_error *error)
{
    const mimicry_run *run = request->run;
    block->queries = request->queries;
    mim_record_names_open(&block->names, request->index);
    const mimicry_status status =
        mim_gene_filter_set(&block->genes, request->index, request->only_genes,
                            request->exclude_genes, run->note, run->data, error);
    block->search = (struct mim_shared_search){
        .index = request->index,
        .filter = mim_gene_filter_get(&block->genes),
        .threads = run->threads > 0 ? (unsigned)run->threads : mim_processors(),
        .progress = run->progress,
        .progress_data = run->data,
    };
    return status;
}

void mim_shared_block_close(struct mim_shared_block *block)
{
    mim_record_names_close(&block->names);
    mim_encoded_free(&block->search.sequences);
    mim_gene_filter_free(&block->genes);
    free(block->letters);
}

static mimicry_status encode(struct mim_shared_block *block, mimicry_error *error)
{
    void *grown = mim_grow(block->letters, &block->room, block->count, sizeof *block->letters);
    if (grown == NULL)
        return mim_fail_memory(error);
    block->letters = grown;
    for (size_t i = 0; i < block->count; i++)
        block->letters[i] = block->rows[i].peptide;
    return mim_encode(block->letters, block->count, &block->search.sequences, error);
}

mimicry_status mim_shared_block_next(struct mim_shared_block *block, mimicry_error *error)
{
    struct mim_encoded *last = &block->search.sequences;
    if (last->starts != NULL)
        block->search.done_before += last->starts[last->count];
    mim_encoded_free(last);
    const mimicry_status status =
        mim_queries_next(block->queries, MOST_QUERIES, &block->rows, &block->count, error);
    return status == MIMICRY_OK && block->count > 0 ? encode(block, error) : status;
}

mimicry_status mim_shared_put_record(struct mim_shared_block *block, struct mim_table *table,
                                     uint64_t record, mimicry_error *error)
{
    const struct mim_record_names *names = &block->names;
    const mimicry_status status = mim_record_names_find(&block->names, record, error);
    if (status != MIMICRY_OK)
        return status;
    mim_put_known(table, names->accession, names->accession_length);
    mim_put_known(table, names->gene, names->gene_length);
    return MIMICRY_OK;
}
