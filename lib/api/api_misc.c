/* Public functions: version and names of statuses. */
#include <mimicry/mimicry.h>

#define TEXT_(x) #x
#define TEXT(x)  TEXT_(x)

const char *mimicry_version(void)
{
    return TEXT(MIMICRY_VERSION_MAJOR) "." TEXT(MIMICRY_VERSION_MINOR) "." TEXT(
        MIMICRY_VERSION_PATCH);
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
