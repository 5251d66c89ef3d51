/* Reads the tables of the library, Arrow streams, into data frames; it knows no column by name. */
#include "binding.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A table while it is read: all of it goes with the object that owns it. */
struct kept_table {
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray *batches;
    size_t n_batches, room;
};

static void finalize_table(SEXP object)
{
    struct kept_table *table = R_ExternalPtrAddr(object);
    R_ClearExternalPtr(object);
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->n_batches; i++)
        table->batches[i].release(&table->batches[i]);
    free(table->batches);
    if (table->schema.release != NULL)
        table->schema.release(&table->schema);
    if (table->stream.release != NULL)
        table->stream.release(&table->stream);
    free(table);
}

SEXP table_new(void)
{
    return object_of_zeros("table", finalize_table, sizeof(struct kept_table));
}

struct ArrowArrayStream *table_stream(SEXP object)
{
    return &((struct kept_table *)object_get(object, "table"))->stream;
}

/* ---- Batches ---- */

static mimicry_status status_of(int number)
{
    switch (number) {
    case 0:
        return MIMICRY_OK;
    case ECANCELED:
        return MIMICRY_E_CANCELLED;
    case ENOMEM:
        return MIMICRY_E_MEMORY;
    case EIO:
        return MIMICRY_E_IO;
    case EILSEQ:
        return MIMICRY_E_FORMAT;
    case EBADMSG:
        return MIMICRY_E_CORRUPT;
    default:
        return MIMICRY_E_ARGUMENT;
    }
}

/* The number of "FILE:LINE: what is wrong"; 0 if there is none. */
static uint64_t line_of(const char *message)
{
    for (const char *at = strchr(message, ':'); at != NULL; at = strchr(at + 1, ':')) {
        char *end;
        const unsigned long long line = strtoull(at + 1, &end, 10);
        if (at[1] >= '0' && at[1] <= '9' && end[0] == ':' && end[1] == ' ')
            return line;
    }
    return 0;
}

/* After a call of a stream: goes on if it went well. */
static void check(struct kept_table *table, struct call_watch *watch, int number)
{
    mimicry_error error = {.size = sizeof error, .status = status_of(number)};
    if (number != 0) {
        const char *message = table->stream.get_last_error(&table->stream);
        snprintf(error.message, sizeof error.message, "%s", message != NULL ? message : "");
        error.line = line_of(error.message);
    }
    watch_end(watch, error.status, &error);
}

bool table_next(SEXP object, struct call_watch *watch)
{
    struct kept_table *table = object_get(object, "table");
    if (table->n_batches == table->room) {
        const size_t room = table->room < 8 ? 8 : table->room * 2;
        if (room > SIZE_MAX / sizeof *table->batches)
            Rf_error("too many batches");
        struct ArrowArray *grown = realloc(table->batches, room * sizeof *grown);
        if (grown == NULL)
            Rf_error("not enough memory");
        table->batches = grown;
        table->room = room;
    }
    struct ArrowArray batch = {.release = NULL};
    const int number = table->stream.get_next(&table->stream, &batch);
    if (batch.release != NULL)
        table->batches[table->n_batches++] = batch;
    check(table, watch, number);
    return batch.release != NULL;
}

/* ---- Columns ---- */

/* A column of a batch: value i is at i + offset of its buffers. */
struct batch_column {
    const uint8_t *valid; /* NULL: all are */
    const void *values;
    const char *text;
    int64_t offset, rows;
};

static struct batch_column piece_of(const struct ArrowArray *batch, int64_t column)
{
    const struct ArrowArray *child = batch->children[column];
    return (struct batch_column){
        .valid = child->null_count != 0 ? child->buffers[0] : NULL,
        .values = child->buffers[1],
        .text = child->n_buffers > 2 ? child->buffers[2] : NULL,
        .offset = child->offset + batch->offset,
        .rows = batch->length,
    };
}

static bool is_known(const struct batch_column *piece, int64_t at)
{
    return piece->valid == NULL || (piece->valid[at / 8] >> (at % 8) & 1) != 0;
}

/* Copies the values of a piece, from number `to` of the column on. */
typedef void (*copy_fn)(const struct batch_column *piece, SEXP column, R_xlen_t to);

static void copy_integers(const struct batch_column *piece, SEXP column, R_xlen_t to)
{
    const int64_t *values = piece->values;
    for (int64_t i = piece->offset; i < piece->offset + piece->rows; i++)
        INTEGER(column)[to++] = is_known(piece, i) ? (int)values[i] : NA_INTEGER;
}

static void copy_wide(const struct batch_column *piece, SEXP column, R_xlen_t to)
{
    const int64_t *values = piece->values;
    for (int64_t i = piece->offset; i < piece->offset + piece->rows; i++)
        REAL(column)[to++] = is_known(piece, i) ? (double)values[i] : NA_REAL;
}

static void copy_reals(const struct batch_column *piece, SEXP column, R_xlen_t to)
{
    const double *values = piece->values;
    for (int64_t i = piece->offset; i < piece->offset + piece->rows; i++)
        REAL(column)[to++] = is_known(piece, i) ? values[i] : NA_REAL;
}

static void copy_texts(const struct batch_column *piece, SEXP column, R_xlen_t to)
{
    const int32_t *ends = piece->values;
    for (int64_t i = piece->offset; i < piece->offset + piece->rows; i++, to++) {
        SEXP word = NA_STRING;
        if (is_known(piece, i))
            word = Rf_mkCharLenCE(piece->text + ends[i], ends[i + 1] - ends[i], CE_UTF8);
        SET_STRING_ELT(column, to, word);
    }
}

/* Whether R's integers hold all numbers of a column; the least of theirs is NA. */
static bool fits(const struct kept_table *table, int64_t column)
{
    for (size_t b = 0; b < table->n_batches; b++) {
        const struct batch_column piece = piece_of(&table->batches[b], column);
        const int64_t *values = piece.values;
        for (int64_t i = piece.offset; i < piece.offset + piece.rows; i++) {
            if (is_known(&piece, i) && (values[i] > INT_MAX || values[i] <= INT_MIN))
                return false;
        }
    }
    return true;
}

static SEXP column_of(const struct kept_table *table, int64_t column, R_xlen_t rows)
{
    const char *format = table->schema.children[column]->format;
    SEXPTYPE type = REALSXP;
    copy_fn copy = copy_reals;
    if (strcmp(format, "l") == 0) {
        const bool narrow = fits(table, column);
        type = narrow ? INTSXP : REALSXP;
        copy = narrow ? copy_integers : copy_wide;
    } else if (strcmp(format, "u") == 0) {
        type = STRSXP;
        copy = copy_texts;
    } else if (strcmp(format, "g") != 0) {
        Rf_error("a column of format '%s'", format);
    }
    SEXP values = PROTECT(Rf_allocVector(type, rows));
    R_xlen_t to = 0;
    for (size_t b = 0; b < table->n_batches; b++) {
        const struct batch_column piece = piece_of(&table->batches[b], column);
        copy(&piece, values, to);
        to += (R_xlen_t)piece.rows;
    }
    UNPROTECT(1);
    return values;
}

/* ---- The data frame ---- */

static SEXP row_names(R_xlen_t rows)
{
    if (rows > INT_MAX)
        raise_argument("%.0f rows: no data frame has so many", (double)rows);
    SEXP names = Rf_allocVector(INTSXP, 2);
    INTEGER(names)[0] = NA_INTEGER;
    INTEGER(names)[1] = -(int)rows;
    return names;
}

void make_frame(SEXP columns, SEXP names, R_xlen_t rows)
{
    Rf_setAttrib(columns, R_NamesSymbol, names);
    Rf_setAttrib(columns, R_RowNamesSymbol, PROTECT(row_names(rows)));
    Rf_setAttrib(columns, R_ClassSymbol, PROTECT(Rf_mkString("data.frame")));
    UNPROTECT(2);
}

/* A data frame that knows what is said of its columns. */
static void make_table(SEXP frame, const struct ArrowSchema *schema)
{
    SEXP class = PROTECT(Rf_allocVector(STRSXP, 2));
    SET_STRING_ELT(class, 0, Rf_mkChar("mimicry_table"));
    SET_STRING_ELT(class, 1, Rf_mkChar("data.frame"));
    Rf_setAttrib(frame, R_ClassSymbol, class);
    Rf_setAttrib(frame, Rf_install("columns"), PROTECT(marks_of(schema)));
    UNPROTECT(2);
}

static SEXP frame_of(const struct kept_table *table)
{
    const int64_t columns = table->schema.n_children;
    R_xlen_t rows = 0;
    for (size_t b = 0; b < table->n_batches; b++)
        rows += (R_xlen_t)table->batches[b].length;
    SEXP frame = PROTECT(Rf_allocVector(VECSXP, (R_xlen_t)columns));
    SEXP names = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)columns));
    for (int64_t i = 0; i < columns; i++) {
        SET_VECTOR_ELT(frame, (R_xlen_t)i, column_of(table, i, rows));
        SET_STRING_ELT(names, (R_xlen_t)i, Rf_mkCharCE(table->schema.children[i]->name, CE_UTF8));
    }
    make_frame(frame, names, rows);
    make_table(frame, &table->schema);
    UNPROTECT(2);
    return frame;
}

SEXP table_read(SEXP object, struct call_watch *watch)
{
    struct kept_table *table = object_get(object, "table");
    check(table, watch, table->stream.get_schema(&table->stream, &table->schema));
    while (table_next(object, watch))
        continue;
    SEXP frame = PROTECT(frame_of(table));
    finalize_table(object);
    UNPROTECT(1);
    return frame;
}
