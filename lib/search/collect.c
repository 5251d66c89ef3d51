/* Collects hits in memory that grows. */
#include "search/collect.h"

#include "base/memory.h"

mimicry_status mim_collector_grow(struct mim_collector *collector, mimicry_error *error)
{
    const bool packed = collector->opt_packing != NULL;
    void *grown =
        mim_grow(packed ? (void *)collector->words : collector->hits, &collector->capacity,
                 collector->count + 1, packed ? sizeof *collector->words : sizeof *collector->hits);
    if (grown == NULL)
        return mim_fail_memory(error);
    if (packed)
        collector->words = grown;
    else
        collector->hits = grown;
    return MIMICRY_OK;
}

mimicry_status mim_collection_add(struct mim_collection *collection, size_t added)
{
    const uint64_t before = atomic_fetch_add(&collection->total, added);
    return before + added > collection->most ? (mimicry_status)MIM_TOO_MANY : MIMICRY_OK;
}
