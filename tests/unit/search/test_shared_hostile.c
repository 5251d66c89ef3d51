/* Shared segments of an index whose text has no separators, as a damaged or hostile file may: none
 * reaches past the text. */
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "index/index.h"
#include "table_reader.h"

enum { RECORDS = 40, LENGTH = 100, QUERY = 3 * RECORDS * LENGTH };

/* All of the text, and what pads it, is the same residue. */
static mimicry_index *hostile_index(void)
{
    test_text fasta = {0};

    for (int r = 0; r < RECORDS; r++) {
        text_print(&fasta, ">sp|P%d|X_Y p GN=G%d PE=1\n", r, r % 2);
        for (int i = 0; i < LENGTH; i++)
            text_add_char(&fasta, 'Q');
        text_add_char(&fasta, '\n');
    }
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 4);
    memset((uint8_t *)(uintptr_t)index->text, mim_code_of['Q'], index->text_length + MIM_TEXT_PAD);
    text_free(&fasta);
    return index;
}

static mimicry_queries *long_query(void)
{
    static char letters[QUERY + 1];
    const mimicry_query row = {.peptide = memset(letters, 'Q', QUERY)};
    mimicry_queries *queries;

    ck_assert_int_eq(mimicry_queries_from(&row, 1, sizeof row, NULL, &queries, NULL), MIMICRY_OK);
    return queries;
}

START_TEST(segments_end_with_the_text)
{
    mimicry_index *index = hostile_index();
    mimicry_queries *queries = long_query();
    const mimicry_shared_options options = {.size = sizeof options, .min_length = 1000};
    struct ArrowArrayStream stream;

    ck_assert_int_eq(mimicry_shared(index, queries, &options, &stream, NULL), MIMICRY_OK);
    read_table table = table_read(&stream);
    ck_assert_uint_gt(table.n_rows, 0);
    for (size_t i = 0; i < table.n_rows; i++) {
        const uint64_t record = (uint64_t)atoi(table_text(&table, i, "accession") + 1);

        ck_assert_uint_le(index->starts[record] + (uint64_t)table_integer(&table, i, "end"),
                          index->text_length);
    }
    table_release(&table);
    mimicry_queries_close(queries);
    mimicry_index_close(index);
}
END_TEST

/* With all records, with half of them, and with so few that each residue is looked at. */
START_TEST(positions_end_with_the_text)
{
    static const char *const names[][1] = {{"G0"}, {"G2"}};
    mimicry_index *index = hostile_index();

    for (int i = 0; i < 3; i++) {
        mimicry_queries *queries = long_query();
        mimicry_genes *genes = NULL;
        struct ArrowArrayStream stream;

        if (i > 0)
            ck_assert_int_eq(mimicry_genes_create(names[i - 1], 1, &genes, NULL), MIMICRY_OK);
        const mimicry_along_options options = {
            .size = sizeof options, .window = -1, .exclude_genes = genes};
        ck_assert_int_eq(mimicry_along(index, queries, &options, &stream, NULL), MIMICRY_OK);
        read_table table = table_read(&stream);
        for (size_t row = 0; row < table.n_rows; row++)
            ck_assert_int_le(table_integer(&table, row, "longest"), (int64_t)index->text_length);
        ck_assert(table.n_rows > 0 || table.failure != 0);
        table_release(&table);
        mimicry_genes_free(genes);
        mimicry_queries_close(queries);
    }
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shared_hostile");

    support_begin("test_shared_hostile");
    support_add_test(suite, segments_end_with_the_text);
    support_add_test(suite, positions_end_with_the_text);
    return support_run(suite);
}
