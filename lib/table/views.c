/* Reads columns of any producer: the formats that are known, and their buffers. */
#include "table/views.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "table/table.h"

static bool kind_of(const char *format, enum mim_view_kind *out)
{
    if (format[0] == '\0' || format[1] != '\0')
        return false;
    if (strchr("csil", format[0]) != NULL)
        *out = MIM_VIEW_SIGNED;
    else if (strchr("CSIL", format[0]) != NULL)
        *out = MIM_VIEW_UNSIGNED;
    else if (strchr("fg", format[0]) != NULL)
        *out = MIM_VIEW_REAL;
    else if (strchr("uU", format[0]) != NULL)
        *out = MIM_VIEW_TEXT;
    else
        return false;
    return true;
}

mimicry_status mim_view_check(const struct ArrowSchema *column, mimicry_error *error)
{
    enum mim_view_kind kind;
    const char *name = column->name == NULL ? "" : column->name;
    if (column->dictionary != NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "column '%.100s' is a dictionary: cast it to strings", name);
    if (!kind_of(column->format, &kind))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "column '%.100s' has Arrow's format '%.20s': integers, floating-point "
                        "numbers and strings were expected",
                        name, column->format);
    return MIMICRY_OK;
}

mimicry_status mim_views_check_schema(const struct ArrowSchema *schema, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (strcmp(schema->format, "+s") != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a stream of format '%.20s' is no table",
                        schema->format);
    for (int64_t i = 0; i < schema->n_children && status == MIMICRY_OK; i++)
        status = mim_view_check(schema->children[i], error);
    return status;
}

mimicry_status mim_views_check_batch(const struct ArrowSchema *schema,
                                     const struct ArrowArray *batch, mimicry_error *error)
{
    bool good = batch->n_children == schema->n_children && batch->length >= 0;
    for (int64_t i = 0; good && i < batch->n_children; i++) {
        const bool text = strchr("uU", schema->children[i]->format[0]) != NULL;
        const struct ArrowArray *column = batch->children[i];
        good = column->n_buffers == (text ? 3 : 2) &&
               column->length >= batch->length + batch->offset && column->dictionary == NULL;
    }
    return good ? MIMICRY_OK
                : mim_fail(error, MIMICRY_E_ARGUMENT, "a batch that does not fit its schema");
}

struct mim_view mim_view_open(const struct ArrowSchema *schema, const struct ArrowArray *batch,
                              int64_t i)
{
    const struct ArrowArray *column = batch->children[i];
    struct mim_view view = {
        .format = schema->children[i]->format[0],
        .shift = column->offset + batch->offset,
        .valid = column->null_count == 0 ? NULL : column->buffers[0],
        .values = column->buffers[1],
    };
    kind_of(schema->children[i]->format, &view.kind);
    if (view.kind == MIM_VIEW_TEXT && batch->length > 0) {
        size_t end;
        mim_view_offsets(&view, batch->length, 1, &end);
        view.bytes = column->buffers[2] == NULL ? "" : column->buffers[2];
        view.bytes_end = view.bytes + end;
    }
    return view;
}

/* Buffers of other producers need not be aligned. */
#define LOAD(TYPE, AS)                                                                             \
    for (size_t i = 0; i < count; i++) {                                                           \
        TYPE value;                                                                                \
        memcpy(&value, values + (first + i) * sizeof value, sizeof value);                         \
        out[i] = (AS)value;                                                                        \
    }                                                                                              \
    break

void mim_view_integers(const struct mim_view *view, int64_t from, size_t count, int64_t *out)
{
    const size_t first = (size_t)(from + view->shift);
    const char *values = view->values;
    switch (view->format) {
    case 'c':
        LOAD(int8_t, int64_t);
    case 's':
        LOAD(int16_t, int64_t);
    case 'i':
        LOAD(int32_t, int64_t);
    case 'C':
        LOAD(uint8_t, int64_t);
    case 'S':
        LOAD(uint16_t, int64_t);
    case 'I':
        LOAD(uint32_t, int64_t);
    default:
        LOAD(int64_t, int64_t);
    }
}

void mim_view_reals(const struct mim_view *view, int64_t from, size_t count, double *out)
{
    const size_t first = (size_t)(from + view->shift);
    const char *values = view->values;
    switch (view->format) {
    case 'f':
        LOAD(float, double);
    default:
        LOAD(double, double);
    }
}

void mim_view_offsets(const struct mim_view *view, int64_t from, size_t count, size_t *out)
{
    const size_t first = (size_t)(from + view->shift);
    const char *values = view->values;
    switch (view->format) {
    case 'u':
        LOAD(int32_t, size_t);
    default:
        LOAD(int64_t, size_t);
    }
}

uint64_t mim_view_nulls(const struct mim_view *view, int64_t from, size_t count)
{
    const size_t first = (size_t)(from + view->shift), skipped = first % 8;
    uint64_t valid = 0;
    if (view->valid == NULL)
        return 0;
    const uint8_t *bytes = view->valid + first / 8;
    for (size_t bit = 0; bit < skipped + count; bit += 8) {
        const uint64_t byte = *bytes++;
        valid |= bit < skipped ? byte >> skipped : byte << (bit - skipped);
    }
    return ~valid & UINT64_MAX >> (MIM_VIEW_ROWS - count);
}

const char *mim_view_text(const struct mim_view *view, int64_t row, size_t *out_length)
{
    size_t offsets[2];
    if (mim_view_is_null(view, row)) {
        *out_length = 0;
        return "";
    }
    mim_view_offsets(view, row, 2, offsets);
    *out_length = offsets[1] - offsets[0];
    return view->bytes + offsets[0];
}

int64_t mim_view_integer(const struct mim_view *view, int64_t row)
{
    int64_t value;
    mim_view_integers(view, row, 1, &value);
    return value;
}

double mim_view_real(const struct mim_view *view, int64_t row)
{
    double value;
    if (mim_view_is_null(view, row))
        return (double)NAN;
    mim_view_reals(view, row, 1, &value);
    return value;
}

static mimicry_status status_of(int code)
{
    return code == ECANCELED ? MIMICRY_E_CANCELLED
           : code == ENOMEM  ? MIMICRY_E_MEMORY
           : code == EIO     ? MIMICRY_E_IO
           : code == EILSEQ  ? MIMICRY_E_FORMAT
           : code == EBADMSG ? MIMICRY_E_CORRUPT
                             : MIMICRY_E_ARGUMENT;
}

mimicry_status mim_views_status(struct ArrowArrayStream *stream, int code, mimicry_error *error)
{
    if (code == 0)
        return MIMICRY_OK;
    const mimicry_error *own = mim_stream_error(stream);
    if (own != NULL)
        return mim_fail_as(error, own);
    const char *message = stream->get_last_error(stream);
    return mim_fail(error, status_of(code), "the table gives error %d: %.400s", code,
                    message == NULL ? "no message" : message);
}
