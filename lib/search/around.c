/* Reads the text around each suffix, once. */
#include "search/around.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/pages.h"
#include "base/parallel.h"

enum {
    RANKS_A_TASK = 1 << 18,
    AHEAD = 32, /* suffixes whose text is asked for before it is read */
    MOST_RESIDUES = 1 << 25
};

struct around_making {
    struct mim_around *around;
    const struct mimicry_index *index;
};

bool mim_around_fits(const struct mimicry_index *index)
{
    return index->text_length <= MOST_RESIDUES;
}

/* The codes of six bytes, the lowest first. */
static uint32_t pack(uint64_t bytes)
{
    const uint64_t even = bytes & UINT64_C(0x001f001f001f);
    const uint64_t pairs = even | (bytes & UINT64_C(0x1f001f001f00)) >> 3;
    return (uint32_t)((pairs & 0x3ff) | (pairs >> 6 & 0xffc00) | (pairs >> 12 & 0x3ff00000));
}

/* The text ends with more separators than are looked at. */
static uint32_t behind(const uint8_t *text, uint64_t at)
{
    const uint8_t *codes = text + at + MIM_PREFIX_LENGTH;
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < 8; i++)
        bytes |= (uint64_t)codes[i] << 8 * i;
    return pack(bytes);
}

/* What is before the text counts as separators. */
static uint32_t before(const uint8_t *text, uint64_t at)
{
    uint8_t codes[8];
    uint64_t bytes = 0;
    memset(codes, MIM_SEPARATOR, sizeof codes);
    if (at >= sizeof codes)
        memcpy(codes, text + at - sizeof codes, sizeof codes);
    else if (at > 0)
        memcpy(codes + sizeof codes - at, text, (size_t)at);
    for (uint32_t i = 0; i < 8; i++)
        bytes |= (uint64_t)codes[7 - i] << 8 * i;
    return pack(bytes);
}

static mimicry_status run_task(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    const struct around_making *m = data;
    const struct mimicry_index *index = m->index;
    const uint64_t from = task * RANKS_A_TASK, left = index->text_length - from;
    const uint64_t to = from + (left < RANKS_A_TASK ? left : RANKS_A_TASK);
    (void)worker;
    for (uint64_t rank = from; rank < to; rank++) {
        const uint64_t at = mim_suffix_at(index, rank);
        if (at >= index->text_length)
            return mim_fail_damaged(error);
        if (rank + AHEAD < to)
            __builtin_prefetch(index->text + mim_suffix_at(index, rank + AHEAD));
        m->around->before[rank] = before(index->text, at);
        m->around->behind[rank] = behind(index->text, at);
    }
    return MIMICRY_OK;
}

/* One of the two arrays; NULL without memory. */
static uint32_t *allocate(uint64_t count)
{
    uint32_t *array = mim_alloc_array((size_t)count, sizeof *array);
    if (array != NULL)
        mim_prefer_large_pages(array, (size_t)count * sizeof *array);
    return array;
}

mimicry_status mim_around_make(struct mim_around *around, const struct mimicry_index *index,
                               unsigned threads, mimicry_error *error)
{
    struct around_making m = {around, index};
    const struct mim_loop loop = {.threads = threads,
                                  .tasks = (index->text_length + RANKS_A_TASK - 1) / RANKS_A_TASK,
                                  .run = run_task,
                                  .data = &m};
    *around = (struct mim_around){
        .before = allocate(index->text_length),
        .behind = allocate(index->text_length),
    };
    mimicry_status status =
        around->before != NULL && around->behind != NULL ? MIMICRY_OK : mim_fail_memory(error);
    if (status == MIMICRY_OK)
        status = mim_parallel(&loop, error);
    if (status != MIMICRY_OK)
        mim_around_free(around);
    return status;
}

void mim_around_free(struct mim_around *around)
{
    free(around->before);
    free(around->behind);
    *around = (struct mim_around){.before = NULL};
}
