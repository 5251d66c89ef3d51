/* The numbers of an index file, from the order of this machine to that of the file, or back. On a
 * little-endian machine nothing changes. */
#ifndef MIM_INDEX_TURN_H
#define MIM_INDEX_TURN_H

#include "index/layout.h"

void mim_turn_header(struct mim_file_header *header);

/* `size` bytes of a section, whole items. */
void mim_turn_section(enum mim_section section, unsigned suffix_width, void *items, size_t size);

#endif
