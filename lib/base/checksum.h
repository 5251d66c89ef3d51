/* CRC-32, that of gzip and zip. */
#ifndef MIM_BASE_CHECKSUM_H
#define MIM_BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* The checksum of bytes whose first part gave `crc` (0 for none) and whose rest is `data`. */
uint32_t mim_crc32(uint32_t crc, const void *data, size_t size);

#endif
