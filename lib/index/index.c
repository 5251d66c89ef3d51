/* Looks things up in an index. */
#include "index/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

mimicry_status mim_index_set_blocks(struct mimicry_index *index, mimicry_error *error)
{
    const uint64_t blocks = index->text_length / MIM_INDEX_BLOCK + 1;
    uint64_t record = 0;
    index->blocks = mim_alloc_array(blocks, sizeof *index->blocks);
    if (index->blocks == NULL)
        return mim_fail_memory(error);
    for (uint64_t b = 0; b < blocks; b++) {
        while (record + 1 < index->records && index->starts[record + 1] <= b * MIM_INDEX_BLOCK)
            record++;
        index->blocks[b] = record;
    }
    return MIMICRY_OK;
}

bool mim_index_names(const struct mimicry_index *index, uint64_t record, const char *out[3])
{
    uint64_t at = index->name_offsets[record];
    const uint64_t end = index->name_offsets[record + 1];
    for (int i = 0; i < 3; i++) {
        if (at >= end || end > index->names_size)
            return false;
        const char *nul = memchr(index->names + at, '\0', (size_t)(end - at));
        if (nul == NULL)
            return false;
        out[i] = index->names + at;
        at = (uint64_t)(nul - index->names) + 1;
    }
    return true;
}

const char *mim_index_transcript(const struct mimicry_index *index, uint64_t record)
{
    const char *names[3];
    if (!mim_index_names(index, record, names))
        return "";
    const char *end = index->names + index->name_offsets[record + 1],
               *after = names[2] + strlen(names[2]) + 1;
    return after < end && memchr(after, '\0', (size_t)(end - after)) != NULL ? after : "";
}

static void free_const(const void *owned)
{
    free((void *)(uintptr_t)owned);
}

void mim_index_free(struct mimicry_index *index)
{
    if (index == NULL || !mim_unshare(&index->shares))
        return;
    if (index->map.data != NULL) {
        mim_map_close(&index->map);
    } else {
        free_const(index->text);
        free_const(index->starts);
        free_const(index->name_offsets);
        free_const(index->names);
        free_const(index->taxa);
        free_const(index->suffixes);
        free_const(index->prefixes);
        free_const(index->fifths);
        free_const(index->sources);
        free_const(index->source_names);
        free_const(index->changes);
        free_const(index->change_names);
    }
    free(index->added);
    free(index->blocks);
    free(index);
}
