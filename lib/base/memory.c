/* Allocation with checked sizes. */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

enum { VECTOR_ALIGNMENT = 64 };

static size_t array_size(size_t count, size_t item_size)
{
    size_t size;
    if (__builtin_mul_overflow(count, item_size, &size) || size > PTRDIFF_MAX)
        return 0;
    return size == 0 ? 1 : size;
}

void *mim_alloc_array(size_t count, size_t item_size)
{
    const size_t size = array_size(count, item_size);
    return size == 0 ? NULL : malloc(size);
}

void *mim_alloc_zeroed(size_t count, size_t item_size)
{
    const size_t size = array_size(count, item_size);
    return size == 0 ? NULL : calloc(1, size);
}

void *mim_grow_more(void *array, size_t *capacity, size_t needed, size_t item_size)
{
    size_t room = *capacity < 16 ? 16 : *capacity;
    while (room < needed) {
        if (__builtin_mul_overflow(room, 2, &room))
            return NULL;
    }
    const size_t size = array_size(room, item_size);
    void *grown = size == 0 ? NULL : realloc(array, size);
    if (grown != NULL)
        *capacity = room;
    return grown;
}

void *mim_alloc_aligned(size_t count, size_t item_size)
{
    const size_t size = array_size(count, item_size);
    if (size == 0 || size > PTRDIFF_MAX - VECTOR_ALIGNMENT)
        return NULL;
    const size_t rounded = (size + VECTOR_ALIGNMENT - 1) / VECTOR_ALIGNMENT * VECTOR_ALIGNMENT;
    return aligned_alloc(VECTOR_ALIGNMENT, rounded);
}
