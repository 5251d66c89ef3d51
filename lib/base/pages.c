/* Large pages, where the system gives them to those who ask. */
#define _DEFAULT_SOURCE /* madvise, which macOS has with the next */
#define _DARWIN_C_SOURCE
#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LEAST = 1 << 22 }; /* bytes: twice a large page, so that one fits in wherever it begins */

void mim_prefer_large_pages(void *memory, size_t size)
{
#if defined(MADV_HUGEPAGE)
    const long page = sysconf(_SC_PAGESIZE);
    if (size < LEAST || page <= 0)
        return;
    const size_t before = (size_t)page - 1 - ((uintptr_t)memory - 1) % (size_t)page;
    const size_t whole = (size - before) / (size_t)page * (size_t)page;
    (void)madvise((char *)memory + before, whole, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)size;
#endif
}
