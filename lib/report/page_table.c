/* Packs a table into an element of a page. */
#include "report/page_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/escape.h"
#include "table/views.h"
#include "table/write_text.h"

static mimicry_status add_text(struct mim_page_table *p, const char *text, mimicry_error *error)
{
    return mim_deflate_add(p->deflate, text, strlen(text), error);
}

/* ---- Columns ---- */

static mimicry_status add_string(struct mim_page_table *p, const char *key, const char *text,
                                 size_t length, mimicry_error *error)
{
    char *escaped = length < SIZE_MAX / 8
                        ? mim_alloc_array(MIM_ESCAPE_GROWTH * length + MIM_ESCAPE_EXTRA, 1)
                        : NULL;
    if (escaped == NULL)
        return mim_fail_memory(error);
    const char *end = mim_escape(MIM_TEXT_JSONL, escaped, text, length);
    mimicry_status status = add_text(p, key, error);
    if (status == MIMICRY_OK)
        status = mim_deflate_add(p->deflate, escaped, (size_t)(end - escaped), error);
    if (status == MIMICRY_OK)
        status = add_text(p, "\"", error);
    free(escaped);
    return status;
}

/* Adds the pairs of a column's metadata (Arrow: 32-bit lengths before keys and values). */
static mimicry_status add_metadata(struct mim_page_table *p, const char *metadata, bool *described,
                                   mimicry_error *error)
{
    int32_t pairs = 0, length[2];
    mimicry_status status = MIMICRY_OK;
    *described = false;
    if (metadata == NULL)
        return MIMICRY_OK;
    memcpy(&pairs, metadata, sizeof pairs);
    metadata += sizeof pairs;
    for (int32_t i = 0; i < pairs && status == MIMICRY_OK; i++) {
        const char *text[2];
        for (int k = 0; k < 2; k++) {
            memcpy(&length[k], metadata, sizeof length[k]);
            text[k] = metadata + sizeof length[k];
            metadata = text[k] + length[k];
        }
        const bool is_description = length[0] == 11 && memcmp(text[0], "description", 11) == 0;
        *described |= is_description;
        if (is_description || (length[0] == 4 && memcmp(text[0], "unit", 4) == 0))
            status = add_string(p, is_description ? ",\"description\":\"" : ",\"unit\":\"", text[1],
                                (size_t)length[1], error);
    }
    return status;
}

/* A text column that nothing describes is one that was read from a file: the page finds out what
 * it holds. */
static mimicry_status add_column(struct mim_page_table *p, const struct ArrowSchema *column,
                                 bool first, mimicry_error *error)
{
    bool described;
    mimicry_status status = add_string(p, first ? "{\"name\":\"" : ",{\"name\":\"", column->name,
                                       strlen(column->name), error);
    if (status == MIMICRY_OK)
        status = add_metadata(p, column->metadata, &described, error);
    if (status != MIMICRY_OK)
        return status;
    const bool text = column->format[0] == 'u' || column->format[0] == 'U';
    return add_text(p,
                    !text       ? ",\"type\":\"number\"}"
                    : described ? ",\"type\":\"text\"}"
                                : ",\"type\":\"\"}",
                    error);
}

static mimicry_status add_columns(struct mim_page_table *p, const struct ArrowSchema *schema,
                                  mimicry_error *error)
{
    mimicry_status status = mim_views_check_schema(schema, error);
    if (status == MIMICRY_OK)
        status = add_text(p, "[", error);
    for (int64_t i = 0; i < schema->n_children && status == MIMICRY_OK; i++) {
        if (schema->children[i]->name == NULL)
            return mim_fail(error, MIMICRY_E_ARGUMENT, "a column without a name");
        status = add_column(p, schema->children[i], i == 0, error);
    }
    return status == MIMICRY_OK ? add_text(p, "]\n", error) : status;
}

mimicry_status mim_page_table_open(struct mim_page_table *p, const char *name,
                                   struct ArrowArrayStream *table, mimicry_error *error)
{
    struct ArrowSchema schema = {0};
    *p = (struct mim_page_table){.name = name, .error = {.size = sizeof p->error}};
    mimicry_status status = mim_deflate_create(&p->packed, &p->deflate, error);
    if (status == MIMICRY_OK)
        status = mim_views_status(table, table->get_schema(table, &schema), error);
    if (status != MIMICRY_OK)
        return status;
    status = add_columns(p, &schema, error);
    schema.release(&schema);
    return status;
}

void mim_page_table_close(struct mim_page_table *p)
{
    mim_deflate_free(p->deflate);
    free(p->packed.bytes);
    *p = (struct mim_page_table){0};
}

/* ---- Rows ---- */

static int pack(void *data, const char *bytes, size_t count)
{
    struct mim_page_table *p = data;
    return mim_deflate_add(p->deflate, bytes, count, &p->error) != MIMICRY_OK;
}

mimicry_status mim_page_table_take(struct mim_page_table *p, struct ArrowArrayStream *table,
                                   uint64_t most, uint64_t *out_count, mimicry_error *error)
{
    const mimicry_write_options options = {
        .size = sizeof options, .format = MIMICRY_FORMAT_TSV, .no_header = 1, .batches = most};
    *out_count = 0;
    const mimicry_status status = mim_table_write(table, &options, pack, p, out_count, error);
    return p->error.status == MIMICRY_OK ? status : mim_fail_as(error, &p->error);
}

/* ---- The element ---- */

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Three bytes are four digits; one or two that are left over are filled up with =. */
static size_t to_base64(const uint8_t *bytes, size_t count, char *out)
{
    char *to = out;
    for (size_t i = 0; i < count; i += 3) {
        const size_t left = count - i;
        const uint32_t three = (uint32_t)bytes[i] << 16 |
                               (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                               (left > 2 ? bytes[i + 2] : 0);
        *to++ = digits[three >> 18];
        *to++ = digits[three >> 12 & 63];
        *to++ = left > 1 ? digits[three >> 6 & 63] : '=';
        *to++ = left > 2 ? digits[three & 63] : '=';
    }
    return (size_t)(to - out);
}

mimicry_status mim_page_table_write(struct mim_page_table *p, const struct mim_taker *to,
                                    mimicry_error *error)
{
    enum { BYTES = 3 << 14 }; /* a multiple of three, so that only the last ones are filled up */
    char text[BYTES / 3 * 4];
    mimicry_status status = mim_deflate_end(p->deflate, error);
    if (status != MIMICRY_OK)
        return status;
    const int begin =
        snprintf(text, sizeof text, "<script type=\"text/plain\" data-table=\"%s\">", p->name);
    status = mim_hand_on(to, text, (size_t)begin, error);
    for (size_t i = 0; i < p->packed.used && status == MIMICRY_OK; i += BYTES) {
        const size_t left = p->packed.used - i;
        const size_t count = to_base64(p->packed.bytes + i, left < BYTES ? left : BYTES, text);
        status = mim_hand_on(to, text, count, error);
    }
    static const char end[] = "</script>\n";
    return status == MIMICRY_OK ? mim_hand_on(to, end, sizeof end - 1, error) : status;
}
