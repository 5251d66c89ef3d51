/* Reads hits as tables: batch by batch, or as text. */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

/* Lines of text are rows. A plain loop over bytes costs least for lines that are short. */
static int count_lines(void *data, const char *bytes, size_t count)
{
    enum { MOST = 255 }; /* that a byte counts */
    uint64_t *rows = data;
    while (count > 0) {
        const size_t n = count < MOST ? count : MOST;
        uint8_t lines = 0;
        for (size_t i = 0; i < n; i++)
            lines = (uint8_t)(lines + (bytes[i] == '\n'));
        *rows += lines;
        bytes += n;
        count -= n;
    }
    return 0;
}

static uint64_t read_batches(struct ArrowArrayStream *table)
{
    struct ArrowArray batch;
    uint64_t rows = 0;
    while (table->get_next(table, &batch) == 0 && batch.release != NULL) {
        rows += (uint64_t)batch.length;
        batch.release(&batch);
    }
    return rows;
}

static uint64_t write_text(struct ArrowArrayStream *table, enum bench_form form)
{
    static const int32_t formats[] = {[BENCH_TSV] = MIMICRY_FORMAT_TSV,
                                      [BENCH_CSV] = MIMICRY_FORMAT_CSV,
                                      [BENCH_JSONL] = MIMICRY_FORMAT_JSONL};
    mimicry_write_options options;
    options =
        (mimicry_write_options){.size = sizeof options, .format = formats[form], .no_header = 1};
    mimicry_error error = {.size = sizeof error};
    uint64_t rows = 0;
    bench_expect(mimicry_table_write(table, &options, count_lines, &rows, NULL, &error), &error);
    return rows;
}

uint64_t bench_read_table(const mimicry_index *index, const char *const *letters, size_t n,
                          const mimicry_search_options *options, enum bench_form form)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_query *rows = bench_alloc(n, sizeof *rows);
    mimicry_queries *queries;
    struct ArrowArrayStream table;
    for (size_t i = 0; i < n; i++)
        rows[i] = (mimicry_query){.peptide = letters[i]};
    bench_expect(mimicry_queries_from(rows, n, sizeof *rows, NULL, &queries, &error), &error);
    bench_expect(mimicry_search(index, queries, options, &table, &error), &error);
    const uint64_t hits = form == BENCH_ARROW ? read_batches(&table) : write_text(&table, form);
    table.release(&table);
    mimicry_queries_close(queries);
    free(rows);
    return hits;
}
