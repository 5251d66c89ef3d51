/* Growing one of an index's arrays, in a function that returns a status and has an `error`. */
#ifndef MIM_INDEX_GROW_H
#define MIM_INDEX_GROW_H

#include "base/error.h"
#include "base/memory.h"

/* Returns from the function when there is no memory. */
#define MIM_GROW(array, capacity, needed)                                                          \
    do {                                                                                           \
        void *grown_ = mim_grow((array), &(capacity), (needed), sizeof *(array));                  \
        if (grown_ == NULL)                                                                        \
            return mim_fail_memory(error);                                                         \
        (array) = grown_;                                                                          \
    } while (0)

#endif
