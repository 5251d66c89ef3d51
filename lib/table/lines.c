/* Gathers hits in groups: hits of a query come in order, so that many in a row are alike. */
#include "table/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

void mim_line_block_free(struct mim_line_block *block)
{
    free(block->lines);
    free(block->groups);
    free(block->queries);
    free(block->bytes);
    *block = (struct mim_line_block){0};
}

mimicry_status mim_line_block_begin(struct mim_line_block *block, mimicry_error *error)
{
    block->count = block->n_groups = block->n_queries = block->used = 0;
    if (block->lines == NULL)
        block->lines = mim_alloc_array(MIM_TABLE_ROWS, sizeof *block->lines);
    return block->lines != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

/* Returns where it went. */
static size_t add_string(struct mim_line_block *block, const char *text, size_t length)
{
    const size_t at = block->used;
    memcpy(block->bytes + at, text, length);
    block->used += length;
    return at;
}

static mimicry_status add_query(struct mim_line_block *block, const struct mim_hit_query *query,
                                mimicry_error *error)
{
    const size_t length = strlen(query->peptide), bytes = query->id_length + length;
    struct mim_line_query *queries =
        mim_grow(block->queries, &block->queries_room, block->n_queries + 1, sizeof *queries);
    if (queries != NULL)
        block->queries = queries;
    char *grown = mim_grow(block->bytes, &block->room, block->used + bytes, 1);
    if (grown != NULL)
        block->bytes = grown;
    if (queries == NULL || grown == NULL)
        return mim_fail_memory(error);
    struct mim_line_query *added = &queries[block->n_queries++];
    added->id = add_string(block, query->id, query->id_length);
    added->id_length = query->id_length;
    added->peptide = add_string(block, query->peptide, length);
    added->length = length;
    return MIMICRY_OK;
}

/* How many of the first hits go into one group. */
static size_t count_alike(const mimicry_hit *hits, size_t count)
{
    size_t n = 1;
    while (n < count && hits[n].length == hits[0].length &&
           hits[n].mismatches == hits[0].mismatches &&
           !(hits[n].score < hits[0].score || hits[n].score > hits[0].score))
        n++;
    return n;
}

static void add_lines(struct mim_line_block *block, const uint64_t *starts, const mimicry_hit *hits,
                      size_t count)
{
    struct mim_line *to = block->lines + block->count;
    for (size_t i = 0; i < count; i++)
        to[i] = (struct mim_line){hits[i].record, hits[i].start,
                                  starts[hits[i].record] + hits[i].start};
    block->count += count;
}

mimicry_status mim_line_block_add(struct mim_line_block *block, struct mim_hit_row *row,
                                  const mimicry_hit *hits, size_t count, mimicry_error *error)
{
    const mimicry_status status = add_query(block, &row->query, error);
    if (status != MIMICRY_OK)
        return status;
    for (size_t i = 0, n; i < count; i += n) {
        struct mim_line_group *groups =
            mim_grow(block->groups, &block->groups_room, block->n_groups + 1, sizeof *groups);
        if (groups == NULL)
            return mim_fail_memory(error);
        block->groups = groups;
        n = count_alike(hits + i, count - i);
        groups[block->n_groups++] =
            (struct mim_line_group){.count = n,
                                    .query = block->n_queries - 1,
                                    .length = hits[i].length,
                                    .mismatches = hits[i].mismatches,
                                    .score = hits[i].score,
                                    .rank = mim_ranks_next(&row->ranks, &hits[i], false, NULL)};
        mim_ranks_pass(&row->ranks, n - 1);
        add_lines(block, row->search->index->starts, hits + i, n);
    }
    return MIMICRY_OK;
}
