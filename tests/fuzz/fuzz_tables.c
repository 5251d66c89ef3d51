/* Bytes as a table of a file: written in every form, and read as queries of a foreign table. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

/* All of it, in any form. */
static void write_table(const char *path, uint32_t way)
{
    const mimicry_write_options options = {.size = sizeof options,
                                           .format = (int32_t)(way % MIMICRY_FORMAT_TABLE) + 1,
                                           .no_header = (int32_t)(way / 8 % 2),
                                           .width = (int32_t)(way / 16 % 4) * 30,
                                           .color = (int32_t)(way / 64 % 2),
                                           .rows = way / 128 % 2,
                                           .rest = way % 3 == 0 ? "see the file" : NULL,
                                           .threads = 1};
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream table;
    uint64_t sum = 0;

    const mimicry_status status = mimicry_table_open(path, &table, &error);
    FUZZ_EXPECT((status == MIMICRY_OK) == (table.release != NULL));
    fuzz_check(status, &error, NULL);
    if (status != MIMICRY_OK)
        return;
    fuzz_check(mimicry_table_write(&table, &options, fuzz_take_text, &sum, NULL, &error), &error,
               NULL);
    table.release(&table);
}

/* Rows in blocks; the strings of each are whole. */
static void read_rows(mimicry_queries *queries, size_t most)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_query *rows;
    size_t count, stride;

    for (;;) {
        const mimicry_status status =
            mimicry_queries_next(queries, most, &rows, &count, &stride, &error);

        fuzz_check(status, &error, NULL);
        if (status != MIMICRY_OK || count == 0)
            return;
        FUZZ_EXPECT(count <= most);
        for (size_t i = 0; i < count; i++) {
            const mimicry_query *q = (const void *)((const char *)rows + i * stride);

            (void)(strlen(q->id) + strlen(q->gene) + strlen(q->allele) + strlen(q->target));
            FUZZ_EXPECT(q->peptide[0] != '\0' && q->change_end <= strlen(q->peptide));
        }
    }
}

static void read_queries(const char *path, uint32_t way)
{
    const mimicry_read_options options = {.size = sizeof options,
                                          .flags = way % 4 == 3 ? MIMICRY_READ_PAIRS : 0};
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream table;
    mimicry_queries *queries;

    if (mimicry_table_open(path, &table, NULL) != MIMICRY_OK)
        return;
    fuzz_check(mimicry_queries_table(&table, &options, &queries, &error), &error, &queries);
    FUZZ_EXPECT(table.release == NULL);
    if (queries != NULL)
        read_rows(queries, way % 8 + 1);
    mimicry_queries_close(queries);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes bytes = {data, size};
    const uint32_t way = (uint32_t)fuzz_number(&bytes, 1);
    const char *path = fuzz_file(bytes.at, bytes.left);

    write_table(path, way);
    read_queries(path, way);
    return 0;
}
