/* Gives the columns of a data frame to the library, as an Arrow stream. */
#include "binding.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct frame_column {
    const char *format;
    char *name, *metadata;
    uint8_t *valid;
    int64_t *ends; /* of text */
    char *text;
    double *numbers;
    int64_t *integers;
    const void *buffers[3];
    struct ArrowArray array;
    struct ArrowSchema schema;
};

/* It goes with the last of the stream, its schema, its batch and the object of R. */
struct frame {
    size_t shares, n_columns;
    int64_t rows, left; /* of a batch, and of those to come */
    bool begun;
    struct frame_column *columns;
    struct ArrowArray **arrays;
    struct ArrowSchema **schemas;
    const void *no_buffer;
    struct ArrowArrayStream stream;
};

static void let_go(struct frame *frame)
{
    if (--frame->shares > 0)
        return;
    for (size_t i = 0; frame->columns != NULL && i < frame->n_columns; i++) {
        struct frame_column *column = &frame->columns[i];
        free(column->name);
        free(column->metadata);
        free(column->valid);
        free(column->ends);
        free(column->text);
        free(column->numbers);
        free(column->integers);
    }
    free(frame->columns);
    free(frame->arrays);
    free(frame->schemas);
    free(frame);
}

/* ---- Streams ---- */

static void release_schema(struct ArrowSchema *schema)
{
    schema->release = NULL;
    if (schema->private_data != NULL)
        let_go(schema->private_data);
}

static void release_array(struct ArrowArray *array)
{
    array->release = NULL;
    if (array->private_data != NULL)
        let_go(array->private_data);
}

static void release_stream(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
    let_go(stream->private_data);
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    struct frame *frame = stream->private_data;
    for (size_t i = 0; i < frame->n_columns; i++) {
        const struct frame_column *column = &frame->columns[i];
        frame->columns[i].schema = (struct ArrowSchema){
            .format = column->format,
            .name = column->name,
            .metadata = column->metadata,
            .flags = ARROW_FLAG_NULLABLE,
            .release = release_schema,
        };
    }
    *out = (struct ArrowSchema){
        .format = "+s",
        .name = "",
        .n_children = (int64_t)frame->n_columns,
        .children = frame->schemas,
        .release = release_schema,
        .private_data = frame,
    };
    frame->shares++;
    return 0;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    struct frame *frame = stream->private_data;
    *out = (struct ArrowArray){.release = NULL};
    if (frame->begun && frame->left == 0)
        return 0;
    const int64_t rows = frame->left < frame->rows ? frame->left : frame->rows;
    frame->begun = true;
    frame->left -= rows;
    for (size_t i = 0; i < frame->n_columns; i++) {
        struct frame_column *column = &frame->columns[i];
        const bool text = column->text != NULL;
        column->buffers[0] = column->valid;
        column->buffers[1] = text                       ? (const void *)column->ends
                             : column->integers != NULL ? (const void *)column->integers
                                                        : column->numbers;
        column->buffers[2] = column->text;
        column->array = (struct ArrowArray){
            .length = rows,
            .null_count = -1,
            .n_buffers = text ? 3 : 2,
            .buffers = column->buffers,
            .release = release_array,
        };
    }
    *out = (struct ArrowArray){
        .length = rows,
        .n_buffers = 1,
        .buffers = &frame->no_buffer,
        .n_children = (int64_t)frame->n_columns,
        .children = frame->arrays,
        .release = release_array,
        .private_data = frame,
    };
    frame->shares++;
    return 0;
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return NULL;
}

/* ---- Columns of R ---- */

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (memory == NULL)
        Rf_error("not enough memory");
    return memory;
}

static void set_valid(struct frame_column *column, R_xlen_t row)
{
    column->valid[row / 8] = (uint8_t)(column->valid[row / 8] | 1U << (row % 8));
}

static void take_texts(struct frame_column *column, SEXP values, R_xlen_t rows)
{
    size_t size = 0;
    column->format = "U";
    for (R_xlen_t row = 0; row < rows; row++)
        size += (size_t)LENGTH(STRING_ELT(values, row));
    column->ends = allocate((size_t)rows + 1, sizeof *column->ends);
    column->text = allocate(size, 1);
    for (R_xlen_t row = 0; row < rows; row++) {
        SEXP word = STRING_ELT(values, row);
        const size_t length = word == NA_STRING ? 0 : (size_t)LENGTH(word);
        memcpy(column->text + column->ends[row], CHAR(word), length);
        column->ends[row + 1] = column->ends[row] + (int64_t)length;
        if (word != NA_STRING)
            set_valid(column, row);
    }
}

static void take_numbers(struct frame_column *column, SEXP values, R_xlen_t rows)
{
    column->format = "g";
    column->numbers = allocate((size_t)rows, sizeof *column->numbers);
    for (R_xlen_t row = 0; row < rows; row++) {
        column->numbers[row] = REAL(values)[row];
        if (!ISNAN(column->numbers[row]))
            set_valid(column, row);
    }
}

static void take_integers(struct frame_column *column, SEXP values, R_xlen_t rows)
{
    column->format = "l";
    column->integers = allocate((size_t)rows, sizeof *column->integers);
    for (R_xlen_t row = 0; row < rows; row++) {
        const int value = INTEGER(values)[row];
        column->integers[row] = value;
        if (value != NA_INTEGER)
            set_valid(column, row);
    }
}

static bool are_whole(SEXP values, R_xlen_t rows)
{
    for (R_xlen_t row = 0; row < rows; row++) {
        const double value = REAL(values)[row];
        if (!ISNAN(value) && !(fabs(value) <= 0x1p53 && value == trunc(value)))
            return false;
    }
    return true;
}

/* Whole numbers of which R's integers do not hold all. */
static void take_wide(struct frame_column *column, SEXP values, R_xlen_t rows)
{
    column->format = "l";
    column->integers = allocate((size_t)rows, sizeof *column->integers);
    for (R_xlen_t row = 0; row < rows; row++) {
        const double value = REAL(values)[row];
        column->integers[row] = ISNAN(value) ? 0 : (int64_t)value;
        if (!ISNAN(value))
            set_valid(column, row);
    }
}

static void take_column(struct frame_column *column, const char *name, SEXP values, R_xlen_t rows,
                        bool is_integer)
{
    if (XLENGTH(values) != rows)
        raise_argument("column '%s': one value a row was expected", name);
    column->name = allocate(strlen(name) + 1, 1);
    memcpy(column->name, name, strlen(name));
    column->valid = allocate((size_t)rows / 8 + 1, 1);
    if (Rf_isString(values))
        take_texts(column, values, rows);
    else if (TYPEOF(values) == INTSXP)
        take_integers(column, values, rows);
    else if (Rf_isReal(values) && is_integer && are_whole(values, rows))
        take_wide(column, values, rows);
    else if (Rf_isReal(values))
        take_numbers(column, values, rows);
    else
        raise_argument("column '%s': text or numbers were expected", name);
}

static void finalize_frame(SEXP object)
{
    struct frame *frame = R_ExternalPtrAddr(object);
    R_ClearExternalPtr(object);
    if (frame == NULL)
        return;
    if (frame->stream.release != NULL)
        frame->stream.release(&frame->stream);
    let_go(frame);
}

SEXP frame_new(SEXP columns, SEXP marks, double total)
{
    SEXP names = PROTECT(Rf_getAttrib(columns, R_NamesSymbol));
    SEXP object = PROTECT(object_new("frame", finalize_frame));
    struct frame *frame = allocate(1, sizeof *frame);
    frame->shares = 1;
    R_SetExternalPtrAddr(object, frame);
    const size_t count = (size_t)XLENGTH(columns);
    frame->columns = allocate(count, sizeof *frame->columns);
    frame->arrays = allocate(count, sizeof(struct ArrowArray *));
    frame->schemas = allocate(count, sizeof(struct ArrowSchema *));
    frame->n_columns = count;
    const R_xlen_t rows = count > 0 ? XLENGTH(VECTOR_ELT(columns, 0)) : 0;
    frame->rows = (int64_t)rows;
    frame->left = rows > 0 && total > (double)rows ? (int64_t)total : frame->rows;
    for (size_t i = 0; i < count; i++) {
        frame->arrays[i] = &frame->columns[i].array;
        frame->schemas[i] = &frame->columns[i].schema;
        take_column(&frame->columns[i], CHAR(STRING_ELT(names, (R_xlen_t)i)),
                    VECTOR_ELT(columns, (R_xlen_t)i), rows, marks_is_integer(marks, (R_xlen_t)i));
        frame->columns[i].metadata = marks_metadata(marks, (R_xlen_t)i);
        if (frame->columns[i].metadata == NULL)
            Rf_error("not enough memory");
    }
    frame->stream =
        (struct ArrowArrayStream){get_schema, get_next, get_last_error, release_stream, frame};
    frame->shares++;
    UNPROTECT(2);
    return object;
}

struct ArrowArrayStream *frame_stream(SEXP frame)
{
    return &((struct frame *)object_get(frame, "frame"))->stream;
}
