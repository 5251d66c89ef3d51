/* Prints the columns of a table, by its schema. */
#include "describe.h"

#include <stdbool.h>
#include <string.h>

/* A text of the metadata of a column, which is not NUL-terminated; its length, 0: it has none. */
static int32_t find_metadata(const char *metadata, const char *key, const char **out)
{
    int32_t pairs = 0, length;
    if (metadata != NULL)
        memcpy(&pairs, metadata, sizeof pairs);
    const char *at = metadata != NULL ? metadata + sizeof pairs : NULL;
    for (int32_t i = 0; i < pairs; i++) {
        memcpy(&length, at, sizeof length);
        const bool found =
            (size_t)length == strlen(key) && memcmp(at + sizeof length, key, (size_t)length) == 0;
        at += sizeof length + (size_t)length;
        memcpy(&length, at, sizeof length);
        if (found) {
            *out = at + sizeof length;
            return length;
        }
        at += sizeof length + (size_t)length;
    }
    *out = "";
    return 0;
}

static const char *type_name(const char *format)
{
    return strcmp(format, "l") == 0 ? "integer" : strcmp(format, "g") == 0 ? "number" : "text";
}

static void print_column(FILE *stream, const struct ArrowSchema *column)
{
    const char *unit, *description;
    const int32_t n_unit = find_metadata(column->metadata, "unit", &unit),
                  n_description = find_metadata(column->metadata, "description", &description);
    fprintf(stream, "%s\t%s\t%.*s\t%.*s\n", column->name, type_name(column->format), (int)n_unit,
            unit, (int)n_description, description);
}

mimicry_status describe_table(struct ArrowArrayStream *table, FILE *stream, mimicry_error *error)
{
    struct ArrowSchema schema;
    if (table->get_schema(table, &schema) != 0) {
        const char *message = table->get_last_error(table);
        snprintf(error->message, sizeof error->message, "%s", message != NULL ? message : "");
        return error->status = MIMICRY_E_MEMORY;
    }
    fprintf(stream, "column\ttype\tunit\tdescription\n");
    for (int64_t i = 0; i < schema.n_children; i++)
        print_column(stream, schema.children[i]);
    schema.release(&schema);
    return MIMICRY_OK;
}
