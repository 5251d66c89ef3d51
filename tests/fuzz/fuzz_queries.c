/* Bytes as a file of queries, in every form and with every flag: what comes out is queries. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static const char letters[] = "ARNDCQEGHILKMFPSTWYVBZJXUO*";

/* The change as the header defines it, but for what lies at the end. */
static void check_change(const mimicry_query *q, size_t length)
{
    const size_t wild = strlen(q->wildtype);
    size_t same = 0;

    FUZZ_EXPECT(q->change_start <= q->change_end && q->change_end <= length);
    if (q->junction > 0) {
        FUZZ_EXPECT(q->is_sequence != 0 && q->junction < length);
        FUZZ_EXPECT(q->change_start == q->junction && q->change_end == q->junction);
        return;
    }
    if (wild == 0) {
        FUZZ_EXPECT(q->change_start == 0 && q->change_end == length);
        return;
    }
    while (same < length && same < wild && q->peptide[same] == q->wildtype[same])
        same++;
    FUZZ_EXPECT(q->change_start == same);
}

static void check_query(const mimicry_query *q, uint32_t flags)
{
    const size_t length = strlen(q->peptide);

    (void)(strlen(q->id) + strlen(q->gene) + strlen(q->accession) + strlen(q->allele));
    FUZZ_EXPECT(length > 0 || (flags & MIMICRY_READ_CONSTANTS) != 0);
    FUZZ_EXPECT((flags & MIMICRY_READ_PAIRS) == 0 || q->target[0] != '\0');
    if ((flags & MIMICRY_READ_EPITOPES) != 0)
        return;
    FUZZ_EXPECT(strspn(q->peptide, letters) == length);
    FUZZ_EXPECT(strspn(q->wildtype, letters) == strlen(q->wildtype));
    FUZZ_EXPECT(q->is_sequence != 0 ||
                (length <= MIMICRY_MAX_PEPTIDE && strchr(q->peptide, '*') == NULL));
    if (length > 0)
        check_change(q, length);
}

static void check_cells(mimicry_queries *queries, size_t row)
{
    size_t names, count;
    const char *const *cells = mimicry_queries_cells(queries, row, &count);
    const char *const *header = mimicry_queries_cells(queries, SIZE_MAX, &names);

    FUZZ_EXPECT(cells == NULL || (header != NULL && names >= count));
    for (size_t i = 0; cells != NULL && i < count; i++)
        (void)(strlen(cells[i]) + strlen(header[i]));
}

static void read_all(mimicry_queries *queries, uint32_t flags, size_t most)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_query *rows;
    size_t count, stride;
    uint64_t line = 0;

    (void)strlen(mimicry_queries_columns(queries));
    for (;;) {
        const mimicry_status status =
            mimicry_queries_next(queries, most, &rows, &count, &stride, &error);

        fuzz_check(status, &error, NULL);
        if (status != MIMICRY_OK || count == 0)
            break;
        FUZZ_EXPECT(count <= most);
        for (size_t i = 0; i < count; i++) {
            const mimicry_query *q = (const void *)((const char *)rows + i * stride);

            check_query(q, flags);
            FUZZ_EXPECT(q->line >= line);
            line = q->line;
            check_cells(queries, i);
        }
    }
}

/* Those that are few and short are searched, too. */
static void search(const char *path, const mimicry_read_options *options)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_search_options search = {.size = sizeof search, .run = {.threads = 1}};
    mimicry_queries *queries;
    struct ArrowArrayStream table;

    if (mimicry_queries_open(path, options, &queries, NULL) != MIMICRY_OK)
        return;
    search.positions = (options->flags & MIMICRY_READ_EPITOPES) != 0 ? MIMICRY_POSITIONS_ANYWHERE
                                                                     : MIMICRY_POSITIONS_NONE;
    fuzz_read_table(mimicry_search(fuzz_index(), queries, &search, &table, &error), &table,
                    MIMICRY_FORMAT_JSONL, &error);
    mimicry_queries_close(queries);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes bytes = {data, size};
    mimicry_error error = {.size = sizeof error};
    const uint32_t way = fuzz_below(&bytes, 72);
    const size_t most = way % 8 + 1;
    mimicry_read_options options = {.size = sizeof options, .flags = 1u << way / 8 % 4};
    mimicry_queries *queries;

    if (options.flags > MIMICRY_READ_CONSTANTS || way >= 64)
        options.flags = 0;
    options.peptide_column = way >= 56 && way < 64 ? "Description" : NULL;
    options.junctions = way >= 64 ? way - 63 : 0;
    fuzz_index(); /* before the file that is one at a time */
    const char *path = fuzz_file(bytes.at, bytes.left);
    fuzz_check(mimicry_queries_open(path, &options, &queries, &error), &error, &queries);
    if (queries != NULL)
        read_all(queries, options.flags, most);
    mimicry_queries_close(queries);
    if (size < 300)
        search(path, &options);
    return 0;
}
