/* Pages of memory that is read here and there. */
#ifndef MIM_BASE_PAGES_H
#define MIM_BASE_PAGES_H

#include <stddef.h>

/* Asks the system for large pages for memory that has not been written yet: a processor knows only
 * some thousands of pages at once, and searches go from one to another. What is not granted costs
 * time alone. */
void mim_prefer_large_pages(void *memory, size_t size);

#endif
