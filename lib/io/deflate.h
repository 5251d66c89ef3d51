/* Packs bytes as gzip, in memory. */
#ifndef MIM_IO_DEFLATE_H
#define MIM_IO_DEFLATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* The packed bytes so far. */
struct mim_packed {
    uint8_t *bytes;
    size_t used, room;
};

struct mim_deflate;

/* The same bytes give the same packed bytes: no time and no name are in them. `packed` outlives it,
 * and is the caller's: its bytes are released with free(). */
mimicry_status mim_deflate_create(struct mim_packed *packed, struct mim_deflate **out,
                                  mimicry_error *error);
mimicry_status mim_deflate_add(struct mim_deflate *packer, const char *bytes, size_t count,
                               mimicry_error *error);
/* Packs what is left; nothing is added after it. */
mimicry_status mim_deflate_end(struct mim_deflate *packer, mimicry_error *error);
void mim_deflate_free(struct mim_deflate *packer);

/* The version of zlib. */
const char *mim_deflate_library(void);

#endif
