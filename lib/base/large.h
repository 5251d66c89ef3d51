/* Memory for large arrays that are read here and there. */
#ifndef MIM_BASE_LARGE_H
#define MIM_BASE_LARGE_H

#include <stddef.h>

/* As mim_alloc_array, uninitialised and released with free(). The system is asked for large pages,
 * where it has them: else nearly each read waits for where its page is, too. */
void *mim_alloc_large(size_t count, size_t item_size);

#endif
