/* CRC-32 by zlib. */
#include "base/checksum.h"

#include <zlib.h>

uint32_t mim_crc32(uint32_t crc, const void *data, size_t size)
{
    return (uint32_t)crc32_z(crc, data, size);
}
