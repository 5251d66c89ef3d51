/* Memory whose sizes are checked before they are multiplied. */
#ifndef MIM_BASE_MEMORY_H
#define MIM_BASE_MEMORY_H

#include <stddef.h>

/* An array of `count` items, uninitialised or zeroed; NULL when the size overflows or there is no
 * memory. An empty array is not NULL. Released with free(). */
void *mim_alloc_array(size_t count, size_t item_size);
void *mim_alloc_zeroed(size_t count, size_t item_size);

/* The same array with room for at least `needed` items, at least doubled when it has to grow;
 * `*capacity` is updated. NULL on failure, when the old array is still there. */
void *mim_grow_more(void *array, size_t *capacity, size_t needed, size_t item_size);

/* In the header, as most calls are of a byte or a cell for which there is room. */
static inline void *mim_grow(void *array, size_t *capacity, size_t needed, size_t item_size)
{
    return array != NULL && needed <= *capacity ? array
                                                : mim_grow_more(array, capacity, needed, item_size);
}

/* 64-byte aligned, for the kernels' vectors. Released with free(). */
void *mim_alloc_aligned(size_t count, size_t item_size);

#endif
