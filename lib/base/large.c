/* Asks for large pages, which is advice: without them all is the same, but slower. */
#define _DEFAULT_SOURCE /* madvise */
#include "base/large.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/memory.h"

void *mim_alloc_large(size_t count, size_t item_size)
{
    static const size_t page = (size_t)1 << 21;
    size_t size;
    if (__builtin_mul_overflow(count, item_size, &size) || size > PTRDIFF_MAX - page)
        return NULL;
    if (size < page)
        return mim_alloc_array(count, item_size);
    size = (size + page - 1) / page * page;
    void *memory = aligned_alloc(page, size);
#ifdef MADV_HUGEPAGE
    if (memory != NULL)
        (void)madvise(memory, size, MADV_HUGEPAGE);
#endif
    return memory;
}
