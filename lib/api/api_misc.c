/* Public functions: version, status names, sequences. */
#include <math.h>
#include <stdlib.h>

#include "api/check.h"
#include "query/epitope.h"
#include "model/model.h"
#include "query/sequences.h"

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

mimicry_status mimicry0_sequences_read(const char *path, uint32_t flags,
                                       mimicry0_sequences **out_sequences, mimicry_error *opt_error)
{
    mimicry_status status =
        mim_require(path != NULL && out_sequences != NULL, "path or out_sequences", opt_error);
    if (out_sequences != NULL)
        *out_sequences = NULL;
    if (status == MIMICRY_OK && flags > MIMICRY0_READ_EPITOPES)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "unknown flags");
    if (status != MIMICRY_OK)
        return status;
    if (flags == MIMICRY0_READ_EPITOPES)
        return mim_epitopes_read(path, out_sequences, opt_error);
    return mim_sequences_read(path, (flags & MIMICRY_READ_PEPTIDES) != 0, out_sequences, opt_error);
}

uint64_t mimicry0_sequences_count(const mimicry0_sequences *sequences)
{
    return sequences == NULL ? 0 : sequences->count;
}

const char *const *mimicry0_sequences_letters(const mimicry0_sequences *sequences)
{
    return sequences == NULL ? NULL : sequences->letters;
}

const char *const *mimicry0_sequences_ids(const mimicry0_sequences *sequences)
{
    return sequences == NULL ? NULL : sequences->ids;
}

void mimicry0_sequences_free(mimicry0_sequences *opt_sequences)
{
    mim_sequences_free(opt_sequences);
}
