/* What a schema says of its columns, as a data frame; and said anew, for the library to read. */
#include "binding.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Keys of Arrow's metadata that the library has for columns. */
static const char *const keys[] = {"description", "unit", "brief", "residues"};

enum { KEYS = sizeof keys / sizeof *keys, NAME = 0, TYPE = 1, FIRST_KEY = 2 };

/* ---- Reading ---- */

/* The metadata is a count of pairs, then each key and value after its length: int32, which need
 * not be aligned. */
static const char *take_counted(const char *at, int32_t *out_length)
{
    memcpy(out_length, at, sizeof *out_length);
    return at + sizeof *out_length;
}

/* The value of a key, or NA. */
static SEXP value_of(const char *metadata, const char *key)
{
    int32_t pairs = 0, length = 0;
    const char *at = metadata == NULL ? NULL : take_counted(metadata, &pairs);
    for (int32_t i = 0; i < pairs; i++) {
        at = take_counted(at, &length);
        const bool wanted = (size_t)length == strlen(key) && memcmp(at, key, strlen(key)) == 0;
        at = take_counted(at + length, &length);
        if (wanted)
            return Rf_mkCharLenCE(at, length, CE_UTF8);
        at += length;
    }
    return NA_STRING;
}

static const char *type_of(const struct ArrowSchema *column)
{
    return strcmp(column->format, "l") == 0   ? "integer"
           : strcmp(column->format, "g") == 0 ? "double"
                                              : "character";
}

static void put_row(SEXP marks, R_xlen_t row, const struct ArrowSchema *column)
{
    SET_STRING_ELT(VECTOR_ELT(marks, NAME), row, Rf_mkCharCE(column->name, CE_UTF8));
    SET_STRING_ELT(VECTOR_ELT(marks, TYPE), row, Rf_mkChar(type_of(column)));
    for (int i = 0; i < KEYS; i++)
        SET_STRING_ELT(VECTOR_ELT(marks, FIRST_KEY + i), row, value_of(column->metadata, keys[i]));
}

SEXP marks_of(const struct ArrowSchema *schema)
{
    SEXP names = PROTECT(Rf_allocVector(STRSXP, FIRST_KEY + KEYS));
    SET_STRING_ELT(names, NAME, Rf_mkChar("name"));
    SET_STRING_ELT(names, TYPE, Rf_mkChar("type"));
    for (int i = 0; i < KEYS; i++)
        SET_STRING_ELT(names, FIRST_KEY + i, Rf_mkChar(keys[i]));
    const R_xlen_t rows = (R_xlen_t)schema->n_children;
    SEXP marks = PROTECT(Rf_allocVector(VECSXP, FIRST_KEY + KEYS));
    for (int i = 0; i < FIRST_KEY + KEYS; i++)
        SET_VECTOR_ELT(marks, i, Rf_allocVector(STRSXP, rows));
    for (R_xlen_t row = 0; row < rows; row++)
        put_row(marks, row, schema->children[row]);
    make_frame(marks, names, rows);
    UNPROTECT(2);
    return marks;
}

/* ---- Writing ---- */

static char *put_counted(char *to, const char *text)
{
    const int32_t length = (int32_t)strlen(text);
    memcpy(to, &length, sizeof length);
    memcpy(to + sizeof length, text, (size_t)length);
    return to + sizeof length + length;
}

/* What a column of the marks says of a row; NULL: nothing. */
static const char *said(SEXP column, R_xlen_t row)
{
    if (!Rf_isString(column) || row >= XLENGTH(column) || STRING_ELT(column, row) == NA_STRING)
        return NULL;
    const char *text = CHAR(STRING_ELT(column, row));
    return strlen(text) <= INT32_MAX ? text : NULL;
}

bool marks_is_integer(SEXP marks, R_xlen_t row)
{
    const char *type = said(list_get(marks, "type"), row);
    return type != NULL && strcmp(type, "integer") == 0;
}

char *marks_metadata(SEXP marks, R_xlen_t row)
{
    const char *values[KEYS];
    int32_t pairs = 0;
    size_t size = sizeof pairs;
    for (int i = 0; i < KEYS; i++) {
        values[i] = said(list_get(marks, keys[i]), row);
        if (values[i] != NULL)
            size += 2 * sizeof(int32_t) + strlen(keys[i]) + strlen(values[i]);
    }
    char *metadata = malloc(size);
    if (metadata == NULL)
        return NULL;
    char *to = metadata + sizeof pairs;
    for (int i = 0; i < KEYS; i++) {
        if (values[i] == NULL)
            continue;
        to = put_counted(put_counted(to, keys[i]), values[i]);
        pairs++;
    }
    memcpy(metadata, &pairs, sizeof pairs);
    return metadata;
}
