/* Reads text and numbers of Arrow arrays, by their format. */
#include "query/arrow_cell.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

bool mim_arrow_is_known(const struct ArrowSchema *schema)
{
    static const char *const formats[] = {"u", "U", "vu", "n", "c", "C", "s", "S",
                                          "i", "I", "l",  "L", "e", "f", "g"};
    if (schema->dictionary != NULL)
        return mim_arrow_is_known(schema->dictionary);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(schema->format, formats[i]) == 0)
            return true;
    }
    return false;
}

static bool is_null(const struct ArrowSchema *schema, const struct ArrowArray *array, int64_t at)
{
    if (schema->format[0] == 'n')
        return true;
    const uint8_t *valid = array->n_buffers > 0 ? array->buffers[0] : NULL;
    return valid != NULL && array->null_count != 0 && (valid[at / 8] >> (at % 8) & 1) == 0;
}

/* ---- Numbers ---- */

static void put_digits(struct mim_arrow_cell *out, bool negative, uint64_t magnitude)
{
    const int length =
        snprintf(out->digits, sizeof out->digits, "%s%" PRIu64, negative ? "-" : "", magnitude);
    out->text = out->digits;
    out->length = (size_t)length;
    out->number = negative ? -(double)magnitude : (double)magnitude;
}

static int64_t signed_at(char format, const void *values, int64_t at)
{
    const size_t width = format == 'c' ? 1 : format == 's' ? 2 : format == 'i' ? 4 : 8;
    const char *value = (const char *)values + (size_t)at * width;
    int8_t one;
    int16_t two;
    int32_t four;
    int64_t eight;
    switch (format) {
    case 'c':
        return memcpy(&one, value, width), one;
    case 's':
        return memcpy(&two, value, width), two;
    case 'i':
        return memcpy(&four, value, width), four;
    default:
        return memcpy(&eight, value, width), eight;
    }
}

static uint64_t unsigned_at(char format, const void *values, int64_t at)
{
    const size_t width = format == 'C' ? 1 : format == 'S' ? 2 : format == 'I' ? 4 : 8;
    const char *value = (const char *)values + (size_t)at * width;
    uint8_t one;
    uint16_t two;
    uint32_t four;
    uint64_t eight;
    switch (format) {
    case 'C':
        return memcpy(&one, value, width), one;
    case 'S':
        return memcpy(&two, value, width), two;
    case 'I':
        return memcpy(&four, value, width), four;
    default:
        return memcpy(&eight, value, width), eight;
    }
}

/* IEEE 754's binary16: a sign, 5 bits of exponent, 10 of fraction. */
static double half(uint16_t bits)
{
    const int exponent = bits >> 10 & 31, fraction = bits & 1023;
    double value = ldexp(fraction + (exponent > 0 ? 1024 : 0), exponent > 0 ? exponent - 25 : -24);
    if (exponent == 31)
        value = fraction == 0 ? (double)INFINITY : (double)NAN;
    return bits >> 15 != 0 ? -value : value;
}

static double real_at(char format, const void *values, int64_t at)
{
    float single;
    double number;
    uint16_t bits;
    switch (format) {
    case 'e':
        memcpy(&bits, (const char *)values + at * 2, sizeof bits);
        return half(bits);
    case 'f':
        memcpy(&single, (const char *)values + at * 4, sizeof single);
        return (double)single;
    default:
        memcpy(&number, (const char *)values + at * 8, sizeof number);
        return number;
    }
}

/* Whole numbers have text, as ids that were made real numbers by a missing one; NaN is null. */
static void read_real(char format, const void *values, int64_t at, struct mim_arrow_cell *out)
{
    const double value = real_at(format, values, at);
    if (isnan(value))
        return;
    if (fabs(value) < 1e15 && floor(value) == value)
        put_digits(out, value < 0, (uint64_t)fabs(value));
    out->number = value;
    out->is_bad = out->text == NULL;
}

static void read_number(char format, const void *values, int64_t at, struct mim_arrow_cell *out)
{
    if (strchr("efg", format) != NULL) {
        read_real(format, values, at, out);
    } else if (strchr("csil", format) != NULL) {
        const int64_t value = signed_at(format, values, at);
        put_digits(out, value < 0, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
    } else {
        put_digits(out, false, unsigned_at(format, values, at));
    }
}

/* ---- Text ---- */

static void put_text(const void *bytes, int64_t from, int64_t to, struct mim_arrow_cell *out)
{
    out->is_bad = from < 0 || to < from || (to > from && bytes == NULL);
    if (out->is_bad || to == from)
        return;
    out->text = (const char *)bytes + from;
    out->length = (size_t)(to - from);
}

static void read_text(const struct ArrowArray *array, int64_t at, struct mim_arrow_cell *out)
{
    int32_t ends[2];
    memcpy(ends, (const char *)array->buffers[1] + at * 4, sizeof ends);
    put_text(array->buffers[2], ends[0], ends[1], out);
}

static void read_large_text(const struct ArrowArray *array, int64_t at, struct mim_arrow_cell *out)
{
    int64_t ends[2];
    memcpy(ends, (const char *)array->buffers[1] + at * 8, sizeof ends);
    put_text(array->buffers[2], ends[0], ends[1], out);
}

/* A view: its length, then up to 12 bytes, or 4 of them, the number of a buffer and where in it.
 * The last buffer has the sizes of the others. */
static void read_view(const struct ArrowArray *array, int64_t at, struct mim_arrow_cell *out)
{
    const char *view = (const char *)array->buffers[1] + at * 16;
    int32_t part[4];
    memcpy(part, view, sizeof part);
    if (part[0] <= 12)
        put_text(view, 4, 4 + (int64_t)part[0], out);
    else if (part[2] < 0 || part[2] >= array->n_buffers - 3)
        out->is_bad = true;
    else
        put_text(array->buffers[2 + part[2]], part[3], (int64_t)part[3] + part[0], out);
}

/* ---- Either ---- */

static void read_dictionary(const struct ArrowSchema *schema, const struct ArrowArray *array,
                            int64_t at, struct mim_arrow_cell *out)
{
    struct mim_arrow_cell index = {0};
    read_number(schema->format[0], array->buffers[1], at, &index);
    out->is_bad = array->dictionary == NULL || !(index.number >= 0) ||
                  index.number >= (double)array->dictionary->length;
    if (!out->is_bad)
        mim_arrow_read(schema->dictionary, array->dictionary, (int64_t)index.number, out);
}

/* Buffers that the format has, and values. */
static bool has_buffers(const struct ArrowSchema *schema, const struct ArrowArray *array)
{
    const char *format = schema->format;
    const int64_t least = *format == 'v' || *format == 'u' || *format == 'U' ? 3 : 2;
    return *format == 'n' || (array->n_buffers >= least && array->buffers[1] != NULL);
}

void mim_arrow_read(const struct ArrowSchema *schema, const struct ArrowArray *array, int64_t row,
                    struct mim_arrow_cell *out)
{
    const int64_t at = array->offset + row;
    const char format = schema->format[0];
    *out = (struct mim_arrow_cell){.number = (double)NAN};
    if (!has_buffers(schema, array) || row >= array->length)
        out->is_bad = true;
    else if (is_null(schema, array, at))
        return;
    else if (schema->dictionary != NULL)
        read_dictionary(schema, array, at, out);
    else if (format == 'u')
        read_text(array, at, out);
    else if (format == 'U')
        read_large_text(array, at, out);
    else if (format == 'v')
        read_view(array, at, out);
    else
        read_number(format, array->buffers[1], at, out);
}
