/* Lays windows out for the byte lanes: each alone, since they do not overlap as those of a text. */
#include "search/window_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* The windows of one chunk: number n is that of row n % rows of lane n / rows. */
static void lay_out(const struct mim_window_list *list, const uint8_t *text, uint32_t lanes,
                    uint64_t chunk, uint8_t *out)
{
    const uint32_t rows = MIM_LIST_CHUNK / lanes;
    const uint64_t first = chunk * MIM_LIST_CHUNK, left = list->count - first;
    const uint32_t windows = left < MIM_LIST_CHUNK ? (uint32_t)left : MIM_LIST_CHUNK;
    for (uint32_t n = 0; n < windows; n++) {
        const uint8_t *window = text + list->at[first + n];
        const uint32_t row = n % rows;
        const size_t group = (size_t)(row / MIM_ROW_GROUP) * list->length * MIM_ROW_GROUP;
        uint8_t *to = out + (group + row % MIM_ROW_GROUP) * lanes + n / rows;
        for (uint32_t j = 0; j < list->length; j++)
            to[(size_t)j * MIM_ROW_GROUP * lanes] = window[j];
    }
}

mimicry_status mim_window_list_make(struct mim_window_list *list, const struct mimicry_index *index,
                                    const struct mim_kernels *kernels, uint32_t length,
                                    uint64_t *at, uint64_t count, mimicry_error *error)
{
    const size_t chunk = (size_t)MIM_LIST_CHUNK * length;
    *list = (struct mim_window_list){.length = length, .count = count, .at = at};
    const uint64_t chunks = mim_window_list_chunks(list);
    list->residues = mim_alloc_aligned((size_t)chunks, chunk);
    if (list->residues == NULL)
        return mim_fail_memory(error);
    memset(list->residues, MIM_SEPARATOR, (size_t)chunks * chunk);
    for (uint64_t c = 0; c < chunks; c++)
        lay_out(list, index->text, kernels->byte_lanes, c, list->residues + (size_t)c * chunk);
    return MIMICRY_OK;
}

void mim_window_list_free(struct mim_window_list *list)
{
    free(list->at);
    free(list->residues);
    *list = (struct mim_window_list){.at = NULL};
}
