/* Reads Arrow C streams as strictly as the specification allows. */
#include "arrow_checks.h"

#include <string.h>

enum { ALIGNMENT = 64, MOST_KEPT = 3 };

/* ---- Schemas ---- */

static int32_t read_int(const char **at)
{
    int32_t value;
    memcpy(&value, *at, sizeof value);
    *at += sizeof value;
    return value;
}

const char *arrow_metadata(const struct ArrowSchema *field, const char *key, int32_t *out_length)
{
    const char *at = field->metadata, *found = NULL;
    if (at == NULL)
        return NULL;
    const int32_t pairs = read_int(&at);
    ck_assert(pairs > 0 && pairs < 10);
    for (int32_t i = 0; i < pairs; i++) {
        const int32_t key_length = read_int(&at);
        ck_assert(key_length > 0 && key_length < 100);
        const char *here = at;
        at += key_length;
        const int32_t length = read_int(&at);
        ck_assert(length > 0 && length < 1000);
        if ((size_t)key_length == strlen(key) && memcmp(here, key, strlen(key)) == 0) {
            ck_assert(found == NULL);
            found = at;
            *out_length = length;
        }
        at += length;
    }
    return found;
}

static void check_field(const struct ArrowSchema *field)
{
    int32_t length;
    ck_assert(field->release != NULL && field->format != NULL && field->name != NULL);
    ck_assert(strlen(field->format) == 1 && strchr("lgu", field->format[0]) != NULL);
    ck_assert((field->flags & ~(int64_t)ARROW_FLAG_NULLABLE) == 0);
    ck_assert(field->n_children == 0 && field->dictionary == NULL && field->name[0] != '\0');
    ck_assert_msg(arrow_metadata(field, "description", &length) != NULL, "%s is not described",
                  field->name);
}

void check_arrow_schema(const struct ArrowSchema *schema)
{
    ck_assert(schema->release != NULL && schema->name != NULL && schema->n_children > 0);
    ck_assert_str_eq(schema->format, "+s");
    ck_assert(schema->flags == 0 && schema->dictionary == NULL);
    for (int64_t i = 0; i < schema->n_children; i++) {
        check_field(schema->children[i]);
        for (int64_t k = 0; k < i; k++)
            ck_assert_str_ne(schema->children[i]->name, schema->children[k]->name);
    }
}

/* ---- Batches ---- */

static bool is_valid(const struct ArrowArray *array, int64_t i)
{
    const uint8_t *bits = array->buffers[0];
    return bits == NULL || (bits[i / 8] >> i % 8 & 1) != 0;
}

static void check_utf8(const unsigned char *text, int32_t length)
{
    for (int32_t i = 0; i < length;) {
        const int follow = text[i] < 0x80                      ? 0
                           : text[i] >= 0xc2 && text[i] < 0xe0 ? 1
                           : text[i] >= 0xe0 && text[i] < 0xf0 ? 2
                           : text[i] >= 0xf0 && text[i] < 0xf5 ? 3
                                                               : -1;
        ck_assert(follow >= 0 && i + follow < length);
        ck_assert(text[i] != '\0');
        for (int k = 1; k <= follow; k++)
            ck_assert((text[i + k] & 0xc0) == 0x80);
        i += follow + 1;
    }
}

static void check_text(const struct ArrowArray *array)
{
    const int32_t *offsets = array->buffers[1];
    const unsigned char *bytes = array->buffers[2];
    ck_assert(offsets[0] == 0 && bytes != NULL);
    for (int64_t i = 0; i < array->length; i++) {
        ck_assert(offsets[i] <= offsets[i + 1]);
        check_utf8(bytes + offsets[i], offsets[i + 1] - offsets[i]);
        if (!is_valid(array, i))
            ck_assert_int_eq(offsets[i], offsets[i + 1]);
    }
}

static void check_column(const struct ArrowSchema *field, const struct ArrowArray *array)
{
    const bool text = field->format[0] == 'u';
    int64_t nulls = 0;
    ck_assert(array->release != NULL && array->offset == 0 && array->dictionary == NULL);
    ck_assert(array->n_children == 0 && array->n_buffers == (text ? 3 : 2));
    for (int64_t b = 0; b < array->n_buffers; b++)
        ck_assert((uintptr_t)array->buffers[b] % ALIGNMENT == 0);
    ck_assert(array->buffers[1] != NULL);
    for (int64_t i = 0; i < array->length; i++)
        nulls += !is_valid(array, i);
    ck_assert_int_eq(array->null_count, nulls);
    ck_assert(nulls == 0 || (field->flags & ARROW_FLAG_NULLABLE) != 0);
    if (text)
        check_text(array);
}

void check_arrow_batch(const struct ArrowSchema *schema, const struct ArrowArray *batch)
{
    ck_assert(batch->release != NULL && batch->length >= 0 && batch->offset == 0);
    ck_assert(batch->n_buffers == 1 && batch->buffers[0] == NULL && batch->null_count == 0);
    ck_assert(batch->n_children == schema->n_children && batch->dictionary == NULL);
    for (int64_t i = 0; i < batch->n_children; i++) {
        ck_assert_int_eq(batch->children[i]->length, batch->length);
        check_column(schema->children[i], batch->children[i]);
    }
}

/* ---- Streams ---- */

static bool next_batch(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    memset(out, 0xa5, sizeof *out); /* a consumer need not zero it */
    const int code = stream->get_next(stream, out);
    ck_assert_msg(code == 0, "%d: %s", code, code == 0 ? "" : stream->get_last_error(stream));
    return out->release != NULL;
}

/* A column moved out stays when its batch is released. */
static struct ArrowArray move_out(struct ArrowArray *batch, int64_t column)
{
    struct ArrowArray moved = *batch->children[column];
    batch->children[column]->release = NULL;
    batch->release(batch);
    ck_assert(batch->release == NULL);
    return moved;
}

static struct ArrowSchema get_schema(struct ArrowArrayStream *stream)
{
    struct ArrowSchema schema;
    memset(&schema, 0xa5, sizeof schema);
    ck_assert_int_eq(stream->get_schema(stream, &schema), 0);
    check_arrow_schema(&schema);
    return schema;
}

uint64_t check_arrow_stream(struct ArrowArrayStream *given)
{
    struct ArrowArrayStream stream = *given;
    struct ArrowArray kept[MOST_KEPT] = {{0}}, batch;
    uint64_t rows = 0, batches = 0;
    given->release = NULL; /* moved */
    struct ArrowSchema schema = get_schema(&stream), again = get_schema(&stream);
    again.release(&again);
    ck_assert(again.release == NULL);
    for (; next_batch(&stream, &batch); batches++) {
        check_arrow_batch(&schema, &batch);
        rows += (uint64_t)batch.length;
        if (batches == 0)
            kept[0] = batch;
        else if (batches < MOST_KEPT)
            kept[batches] = move_out(&batch, (int64_t)batches % schema.n_children);
        else
            batch.release(&batch);
    }
    for (int i = 0; i < 2; i++)
        ck_assert(!next_batch(&stream, &batch));
    stream.release(&stream);
    ck_assert(stream.release == NULL);
    if (kept[0].release != NULL)
        check_arrow_batch(&schema, &kept[0]);
    for (int64_t i = 1; i < MOST_KEPT; i++) {
        if (kept[i].release != NULL)
            check_column(schema.children[i % schema.n_children], &kept[i]);
    }
    for (int i = 0; i < MOST_KEPT; i++) {
        if (kept[i].release != NULL)
            kept[i].release(&kept[i]);
    }
    schema.release(&schema);
    return rows;
}

static int add_bytes(void *data, const char *bytes, size_t count)
{
    text_add(data, bytes, count);
    return 0;
}

test_text arrow_text(struct ArrowArrayStream *stream, int32_t format)
{
    const mimicry_write_options options = {.size = sizeof options, .format = format};
    test_text text = {0};
    mimicry_error error = {0};
    support_expect_ok(mimicry_table_write(stream, &options, add_bytes, &text, NULL, &error), &error,
                      "writing a table");
    stream->release(stream);
    return text;
}
