/* Names, types and metadata of a table's columns, as Arrow's schema. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "table/table.h"

/* What stands in the metadata of a column, at most. */
struct pairs {
    const char *text[4][2];
    int32_t count;
};

static void add_pair(struct pairs *pairs, const char *key, const char *value)
{
    pairs->text[pairs->count][0] = key;
    pairs->text[pairs->count++][1] = value;
}

static struct pairs pairs_of(const struct mim_column *column)
{
    struct pairs pairs = {.count = 0};
    if (column->description != NULL)
        add_pair(&pairs, "description", column->description);
    if (column->unit != NULL)
        add_pair(&pairs, "unit", column->unit);
    if (column->is & (MIM_BRIEF | MIM_ROOM))
        add_pair(&pairs, "brief", column->is & MIM_BRIEF ? "always" : "room");
    if (column->is & (MIM_OF_QUERY | MIM_OF_MATCH))
        add_pair(&pairs, "residues", column->is & MIM_OF_QUERY ? "query" : "match");
    return pairs;
}

static char *put_counted(char *to, const char *text)
{
    const int32_t length = (int32_t)strlen(text);
    memcpy(to, &length, sizeof length);
    memcpy(to + sizeof length, text, (size_t)length);
    return to + sizeof length + length;
}

static size_t metadata_room(const struct pairs *pairs)
{
    size_t size = sizeof pairs->count;
    for (int32_t i = 0; i < pairs->count; i++)
        size += 2 * sizeof(int32_t) + strlen(pairs->text[i][0]) + strlen(pairs->text[i][1]);
    return size;
}

/* A count of pairs, then each key and value after its length: int32 of the machine. */
static void put_metadata(char *to, const struct pairs *pairs)
{
    memcpy(to, &pairs->count, sizeof pairs->count);
    to += sizeof pairs->count;
    for (int32_t i = 0; i < pairs->count; i++)
        to = put_counted(put_counted(to, pairs->text[i][0]), pairs->text[i][1]);
}

/* Text of a column in one block: the metadata, which is looked at as int32, then the name. */
static void release_column(struct ArrowSchema *schema)
{
    schema->release = NULL;
    free(schema->private_data);
}

static void fill_column(struct ArrowSchema *out, enum mim_type type, bool nullable, char *text,
                        size_t name_at)
{
    static const char *const formats[] = {[MIM_INTEGER] = "l", [MIM_REAL] = "g", [MIM_TEXT] = "u"};
    *out = (struct ArrowSchema){.format = formats[type],
                                .name = text + name_at,
                                .metadata = text,
                                .flags = nullable ? ARROW_FLAG_NULLABLE : 0,
                                .release = release_column,
                                .private_data = text};
}

static bool create_column(const struct mim_column *column, struct ArrowSchema *out)
{
    const struct pairs pairs = pairs_of(column);
    const size_t size = metadata_room(&pairs), name_size = strlen(column->name) + 1;
    char *text = mim_alloc_array(size + name_size, 1);
    if (text == NULL)
        return false;
    put_metadata(text, &pairs);
    memcpy(text + size, column->name, name_size);
    fill_column(out, column->type, (column->is & MIM_NULLABLE) != 0, text, size);
    return true;
}

/* The columns' structs in one block; some may have been moved out by the time of the release. */
struct fields {
    struct ArrowSchema **pointers;
    struct ArrowSchema columns[];
};

static void release_schema(struct ArrowSchema *schema)
{
    struct fields *fields = schema->private_data;
    schema->release = NULL;
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (fields->columns[i].release != NULL)
            fields->columns[i].release(&fields->columns[i]);
    }
    free(fields->pointers);
    free(fields);
}

/* A schema whose columns are all released as yet. */
static bool create_struct(size_t n_columns, struct ArrowSchema *out)
{
    struct fields *fields = mim_alloc_zeroed(n_columns + 1, sizeof(struct ArrowSchema));
    struct ArrowSchema **pointers = mim_alloc_array(n_columns, sizeof(struct ArrowSchema *));
    if (fields == NULL || pointers == NULL) {
        free(fields);
        free(pointers);
        return false;
    }
    fields->pointers = pointers;
    for (size_t i = 0; i < n_columns; i++)
        pointers[i] = &fields->columns[i];
    *out = (struct ArrowSchema){.format = "+s",
                                .name = "",
                                .n_children = (int64_t)n_columns,
                                .children = pointers,
                                .release = release_schema,
                                .private_data = fields};
    return true;
}

mimicry_status mim_schema_create(const struct mim_column *columns, size_t n_columns,
                                 struct ArrowSchema *out, mimicry_error *error)
{
    *out = (struct ArrowSchema){0};
    if (!create_struct(n_columns, out))
        return mim_fail_memory(error);
    for (size_t i = 0; i < n_columns; i++) {
        if (!create_column(&columns[i], out->children[i])) {
            out->release(out);
            return mim_fail_memory(error);
        }
    }
    return MIMICRY_OK;
}

static size_t metadata_size(const char *metadata)
{
    int32_t pairs, length;
    memcpy(&pairs, metadata, sizeof pairs);
    size_t size = sizeof pairs;
    for (int32_t i = 0; i < 2 * pairs; i++) {
        memcpy(&length, metadata + size, sizeof length);
        size += sizeof length + (size_t)length;
    }
    return size;
}

static bool copy_column(const struct ArrowSchema *column, struct ArrowSchema *out)
{
    const size_t name_at = metadata_size(column->metadata);
    const size_t size = name_at + strlen(column->name) + 1;
    char *text = mim_alloc_array(size, 1);
    if (text == NULL)
        return false;
    memcpy(text, column->private_data, size);
    *out = *column;
    out->name = text + name_at;
    out->metadata = text;
    out->private_data = text;
    return true;
}

mimicry_status mim_schema_copy(const struct ArrowSchema *schema, struct ArrowSchema *out,
                               mimicry_error *error)
{
    *out = (struct ArrowSchema){0};
    if (!create_struct((size_t)schema->n_children, out))
        return mim_fail_memory(error);
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (!copy_column(schema->children[i], out->children[i])) {
            out->release(out);
            return mim_fail_memory(error);
        }
    }
    return MIMICRY_OK;
}
