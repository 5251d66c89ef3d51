/* Memory whose ends meet pages that cannot be read: one byte outside of it ends the process. */
#ifndef MIMICRY_TESTS_GUARDED_H
#define MIMICRY_TESTS_GUARDED_H

#include <stdbool.h>
#include <stddef.h>

typedef struct guarded {
    unsigned char *bytes; /* the first that can be read */
    size_t room;          /* whole pages */
} guarded;

guarded guarded_make(size_t least);
void guarded_free(guarded *memory);

/* Copies bytes so that their last one, or with `at_start` their first, is next to such a page. */
void *guarded_put(const guarded *memory, const void *bytes, size_t size, bool at_start);

#endif
