/* mimicry info: what an index holds. */
#include "rows.h"

static const char help[] =
    "mimicry info INDEX\n"
    "\n"
    "Prints what an index holds, as a table of keys and values: its records, residues, bytes and\n"
    "format, and for every FASTA file that it was made of the name, size in bytes and CRC-32.\n";

static void row(struct rows *rows, const char *key, uint64_t value)
{
    rows_text(rows, key);
    rows_integer(rows, value);
    rows_end(rows);
}

static void print_source(struct rows *rows, const mimicry0_source *source)
{
    char crc[16];
    rows_text(rows, "source");
    rows_text(rows, source->name);
    rows_end(rows);
    row(rows, "source_size", source->bytes);
    snprintf(crc, sizeof crc, "%08lx", (unsigned long)source->crc32);
    rows_text(rows, "source_crc32");
    rows_text(rows, crc);
    rows_end(rows);
}

static int print(const mimicry_index *index, mimicry_error *error)
{
    static const char *const columns[] = {"key", "value"};
    mimicry0_index_info info = {.size = sizeof info};
    struct output out;
    struct rows rows;
    mimicry_status status = mimicry0_index_get_info(index, &info, error);
    if (status != MIMICRY_OK)
        return report_error(error);
    if (!output_open(&out, NULL))
        return EXIT_FAILED;
    rows_begin(&rows, out.stream, ROWS_TSV, columns, 2);
    row(&rows, "records", info.records);
    row(&rows, "residues", info.residues);
    row(&rows, "bytes", info.memory);
    row(&rows, "format_major", info.format_major);
    row(&rows, "format_minor", info.format_minor);
    row(&rows, "suffix_width", info.suffix_width);
    row(&rows, "sources", info.sources);
    for (uint64_t i = 0; i < info.sources; i++) {
        mimicry0_source source = {.size = sizeof source};
        if (mimicry0_index_get_source(index, i, &source, error) == MIMICRY_OK)
            print_source(&rows, &source);
    }
    return output_close(&out, true) ? EXIT_DONE : EXIT_FAILED;
}

int cmd_info(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index;
    int count, status;
    char **words = plain_words(argc, argv, help, 1, 1, &count, &status);
    if (words == NULL)
        return status;
    if (mimicry_index_open(words[0], 0, &index, &error) != MIMICRY_OK)
        return report_error(&error);
    status = print(index, &error);
    mimicry_index_close(index);
    return status;
}
