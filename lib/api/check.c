/* Moves sized structures over the border of the library. */
#include "api/check.h"

#include <string.h>

#include "model/model.h"

mimicry_status mim_require(bool good, const char *what, mimicry_error *error)
{
    return good ? MIMICRY_OK : mim_fail(error, MIMICRY_E_ARGUMENT, "%s is missing", what);
}

static mimicry_status bad_size(size_t size, mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_ARGUMENT, "size is %zu: set it to the size of the structure",
                    size);
}

mimicry_status mim_take_options(const void *opt_options, void *defaults, size_t size,
                                mimicry_error *error)
{
    size_t given;
    if (opt_options == NULL)
        return MIMICRY_OK;
    memcpy(&given, opt_options, sizeof given);
    if (given < sizeof given || given > 1 << 16)
        return bad_size(given, error);
    for (size_t i = size; i < given; i++) {
        if (((const uint8_t *)opt_options)[i] != 0)
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "an option that this version of the library does not know");
    }
    memcpy(defaults, opt_options, given < size ? given : size);
    memcpy(defaults, &size, sizeof size);
    return MIMICRY_OK;
}

mimicry_status mim_give_record(void *record, size_t size, void *out, mimicry_error *error)
{
    size_t room;
    memcpy(&room, out, sizeof room);
    if (room < sizeof room || room > 1 << 16)
        return bad_size(room, error);
    memcpy(record, &room, sizeof room);
    memcpy(out, record, room < size ? room : size);
    return MIMICRY_OK;
}

mimicry_status mim_require_matrix(const mimicry_model *model, mimicry_error *error)
{
    return model->kind == MIM_MODEL_MATRIX
               ? MIMICRY_OK
               : mim_fail(error, MIMICRY_E_ARGUMENT, "a model that is a plain matrix was expected");
}
