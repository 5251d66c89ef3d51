/* A data frame as the library writes tables for reading. */
#include "binding.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* It belongs to an object of R, so that it goes whatever happens. */
struct text_taken {
    char *bytes;
    size_t used, room;
};

static void finalize_text(SEXP object)
{
    struct text_taken *text = R_ExternalPtrAddr(object);
    R_ClearExternalPtr(object);
    if (text != NULL)
        free(text->bytes);
    free(text);
}

static SEXP text_new(void)
{
    return object_of_zeros("text", finalize_text, sizeof(struct text_taken));
}

static int take_text(void *data, const char *bytes, size_t count)
{
    struct text_taken *text = data;
    if (count > INT32_MAX - text->used)
        return 1; /* no string of R is longer */
    if (text->used + count > text->room) {
        const size_t room = 2 * (text->used + count);
        char *grown = realloc(text->bytes, room);
        if (grown == NULL)
            return 1;
        text->bytes = grown;
        text->room = room;
    }
    memcpy(text->bytes + text->used, bytes, count);
    text->used += count;
    return 0;
}

/* The first rows of a table of `total` rows; `given` has width, color, rows and rest. */
SEXP r_table_text(SEXP columns, SEXP marks, SEXP total, SEXP given)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_write_options options = {
        .size = sizeof options,
        .format = MIMICRY_FORMAT_TABLE,
        .width = list_integer(given, "width"),
        .color = list_integer(given, "color"),
        .rows = (uint64_t)list_number(given, "rows"),
        .rest = string_get_or_null(list_get(given, "rest")),
    };
    SEXP frame = PROTECT(frame_new(columns, marks, Rf_asReal(total)));
    SEXP object = PROTECT(text_new());
    struct text_taken *text = object_get(object, "text");
    const mimicry_status status =
        mimicry_table_write(frame_stream(frame), &options, take_text, text, NULL, &error);
    if (status == MIMICRY_E_CANCELLED)
        Rf_error("not enough memory");
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    SEXP string = PROTECT(Rf_allocVector(STRSXP, 1));
    const char *bytes = text->used > 0 ? text->bytes : "";
    SET_STRING_ELT(string, 0, Rf_mkCharLenCE(bytes, (int)text->used, CE_UTF8));
    UNPROTECT(3);
    return string;
}
