/* Public functions: versions and names of statuses. */
#include <mimicry/mimicry.h>

#include "index/suffix.h"
#include "io/deflate.h"
#include "search/kernels/kernels.h"

#define TEXT_(x) #x
#define TEXT(x)  TEXT_(x)

const char *mimicry_version(void)
{
    return TEXT(MIMICRY_VERSION_MAJOR) "." TEXT(MIMICRY_VERSION_MINOR) "." TEXT(
        MIMICRY_VERSION_PATCH);
}

const char *mimicry_about(int32_t what)
{
    switch (what) {
    case MIMICRY_ABOUT_COMPILER:
#ifdef __clang__
        return "clang " __clang_version__;
#else
        return "gcc " __VERSION__;
#endif
    case MIMICRY_ABOUT_INSTRUCTIONS:
        return mim_kernels_get(MIMICRY_INSTRUCTIONS_AUTO)->name;
    case MIMICRY_ABOUT_ZLIB:
        return mim_deflate_library();
    case MIMICRY_ABOUT_DIVSUFSORT:
        return mim_suffix_library();
    default:
        return NULL;
    }
}

const char *mimicry_status_name(mimicry_status status)
{
    switch (status) {
    case MIMICRY_OK:
        return "ok";
    case MIMICRY_E_ARGUMENT:
        return "argument";
    case MIMICRY_E_MEMORY:
        return "memory";
    case MIMICRY_E_IO:
        return "io";
    case MIMICRY_E_FORMAT:
        return "format";
    case MIMICRY_E_CORRUPT:
        return "corrupt";
    case MIMICRY_E_VERSION:
        return "version";
    case MIMICRY_E_CANCELLED:
        return "cancelled";
    default:
        return "unknown";
    }
}
