/* Inflates gzip, of any number of members, as it is read. */
#ifndef MIM_IO_GZIP_H
#define MIM_IO_GZIP_H

#include <stdbool.h>

#include "base/error.h"

/* The next bytes of what is packed, valid until the next call; `*size` is 0 at the end, as often as
 * asked. Failures do not say where: bytes of text have a line, which their reader knows. */
typedef mimicry_status (*mim_block_fn)(void *from, const uint8_t **data, size_t *size,
                                       mimicry_error *error);

struct mim_gzip;

/* Whether bytes begin as gzip does. */
bool mim_gzip_begins(const uint8_t *data, size_t size);

mimicry_status mim_gzip_open(mim_block_fn below, void *from, struct mim_gzip **out,
                             mimicry_error *error);
void mim_gzip_close(struct mim_gzip *gzip);

/* A mim_block_fn of what is inflated, `gzip` being a struct mim_gzip. The first block has at least
 * MIM_FORM_BYTES, if there are as many. A block stays valid until the next call but one. */
mimicry_status mim_gzip_read(void *gzip, const uint8_t **data, size_t *size, mimicry_error *error);

#endif
