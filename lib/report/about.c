/* Puts version, title, command and notes into a table. */
#include "report/about.h"

#include "table/table.h"

static const struct mim_column columns[] = {
    {"name", MIM_TEXT, 0, NULL, "What the value is: version, title, command or note"},
    {"value", MIM_TEXT, 0, NULL, "The value"},
};

/* A row that is put together, and whether all went well so far. */
struct about {
    struct mim_table *table;
    mimicry_status status;
    mimicry_error *error;
};

static void put(struct about *about, const char *name, const char *value)
{
    if (value == NULL || about->status != MIMICRY_OK)
        return;
    mim_put_string(about->table, name);
    mim_put_string(about->table, value);
    about->status = mim_end_row(about->table, about->error);
}

static void take_note(void *about, const char *note)
{
    put(about, "note", note);
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    const mimicry_report_options *options = data;
    struct about about = {table, MIMICRY_OK, error};
    *more = false;
    put(&about, "version", mimicry_version());
    put(&about, "title", options->title);
    put(&about, "command", options->command);
    if (options->notes != NULL)
        options->notes(options->data, take_note, &about);
    return about.status;
}

mimicry_status mim_about_table(const mimicry_report_options *options, struct ArrowArrayStream *out,
                               mimicry_error *error)
{
    struct mim_table *table = NULL;
    const mimicry_status status =
        mim_table_create(columns, sizeof columns / sizeof *columns, &table, error);
    /* The options are only read. */
    const struct mim_producer producer = {.next = next, .data = (void *)(uintptr_t)options};
    return status == MIMICRY_OK ? mim_stream_create(table, &producer, out, error) : status;
}
