/* Keeps what the library hands over a block at a time. */
#ifndef COLLECT_H
#define COLLECT_H

#include "binding.h"

struct collector {
    struct watch watch;
    SEXP chunks;  /* a pairlist, the last block first; its head keeps the watch's */
    size_t size;  /* bytes of a record */
    size_t count; /* records in all */
    const char *block;
    size_t block_count, block_stride;
};

/* Begins one; its memory lives as long as the SEXP, to be protected. */
SEXP collector_begin(struct collector *collector, SEXP progress, size_t record_size);
/* Takes a block, in a callback; non-zero cancels. */
int collector_take(struct collector *collector, const void *records, size_t count, size_t stride);
/* All records in one array, which lives until .Call returns. */
void *collector_records(const struct collector *collector);

#endif
