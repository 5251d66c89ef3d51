/* Queries: tables that the test writes in many ways, and the real ones where they are at hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "query_checks.h"

enum { CASES = 300, ROWS = 40, MILLION = 1000000 };

static query_rows read_text(const char *text, size_t most)
{
    mimicry_error error = {.size = sizeof error};
    query_rows all;

    support_expect_ok(queries_try_text(text, NULL, most, &all, &error), &error, text);
    return all;
}

/* ---- Tables written in many ways ---- */

typedef struct written {
    char peptide[16], wildtype[16], gene[16], accession[16], id[16];
} written;

enum { PEPTIDE, WILDTYPE, GENE, ACCESSION, ID, OTHER, COLUMNS };

static const char *const column_names[COLUMNS][4] = {
    {"peptide", "MT Epitope Seq", "mutatedPeptide", "Best_Peptide"},
    {"wild type", "WT Epitope Seq", "wildTypePeptide", "WT.PEPTIDE"},
    {"GENE", "Gene Name", "gene_symbol", "Symbol"},
    {"accession", "UniProt", "Transcript", "hgvsp"},
    {"ID", "identifier", "Index", "id "},
    {"score", "mutationx", "Gene of Interest", ""}};

static void random_letters(test_random *random, char *out, size_t length)
{
    for (size_t i = 0; i < length; i++)
        out[i] = "ACDEFGHIKLMNPQRSTVWYBZJXUO"[random_below(random, 26)];
    out[length] = '\0';
}

static void put_cell(test_random *random, test_text *text, const char *cell, char separator)
{
    bool quoted = strchr(cell, separator) != NULL || cell[0] == '"' || random_chance(random, 20);

    if (!quoted) {
        text_print(text, "%s", cell);
        return;
    }
    text_add_char(text, '"');
    for (; *cell; cell++)
        text_print(text, *cell == '"' ? "\"\"" : "%c", *cell);
    text_add_char(text, '"');
}

static void random_table(test_random *random, written *rows, size_t count, test_text *text,
                         bool *has, test_text *as_cells)
{
    static const char *const nothing[] = {"", "NA", "None", "nan", "n/a", "-"};
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    const char *end = ends[random_below(random, 3)];
    char separator = random_chance(random, 60) ? '\t' : ',';
    unsigned order[COLUMNS], used = 0;

    for (unsigned c = 0; c < COLUMNS; c++) {
        has[c] = c == PEPTIDE || random_chance(random, 70);
        if (has[c])
            order[used++] = c;
    }
    if (used == 1) /* a lone column needs a name that is no peptide: see lists */
        order[used++] = OTHER, has[OTHER] = true;
    for (unsigned c = used - 1; c > 0; c--) {
        unsigned other = (unsigned)random_below(random, c + 1), kept = order[c];

        order[c] = order[other];
        order[other] = kept;
    }
    text_print(text, "%s", random_chance(random, 30) ? "\xef\xbb\xbf" : "");
    for (unsigned c = 0; c < used; c++) {
        text_print(text, "%.*s", c > 0, &separator);
        put_cell(random, text, column_names[order[c]][random_below(random, 4)], separator);
    }
    text_print(text, "%s", end);
    for (size_t r = 0; r < count; r++) {
        written *w = rows + r;

        memset(w, 0, sizeof *w);
        random_letters(random, w->peptide, 1 + (size_t)random_below(random, 14));
        if (has[WILDTYPE] && random_chance(random, 80)) {
            do {
                random_letters(random, w->wildtype, 1 + (size_t)random_below(random, 14));
            } while (strcmp(w->wildtype, "NA") == 0 || strcmp(w->wildtype, "NAN") == 0 ||
                     strcmp(w->wildtype, "NONE") == 0);
        }
        if (has[GENE] && random_chance(random, 80))
            snprintf(w->gene, sizeof w->gene, random_chance(random, 20) ? "HLA, \"%c\"" : "G%c",
                     (char)('A' + random_below(random, 26)));
        if (has[ACCESSION] && random_chance(random, 80))
            snprintf(w->accession, sizeof w->accession, "P%05d", (int)random_below(random, 99999));
        if (has[ID] && random_chance(random, 80))
            snprintf(w->id, sizeof w->id, "id %d", (int)random_below(random, 99));
        if (strlen(w->peptide) < 5 && w->peptide[0] == 'N') /* NA, NAN, NONE, NULL */
            w->peptide[0] = 'A';
        for (unsigned c = 0; c < used; c++) {
            const char *cells[COLUMNS] = {w->peptide,   w->wildtype, w->gene,
                                          w->accession, w->id,       "3.5"};
            const char *cell = cells[order[c]];

            text_print(text, "%.*s", c > 0, &separator);
            if (!*cell)
                cell = nothing[random_below(random, 6)];
            put_cell(random, text, cell, separator);
            text_print(as_cells, "%s%c", cell, c + 1 < used ? '\t' : '\n');
        }
        text_print(text, "%s", r + 1 < count || random_chance(random, 80) ? end : "");
        if (random_chance(random, 5))
            text_print(text, "%s", end); /* a blank line */
    }
}

static void check_row(const query_row *got, const written *w, size_t number, const char *text)
{
    size_t start = 0, end = strlen(w->peptide);
    char id[24];

    snprintf(id, sizeof id, "%zu", number + 1);
    if (w->wildtype[0])
        query_change(w->peptide, w->wildtype, &start, &end);
    ck_assert_msg(
        strcmp(got->peptide, w->peptide) == 0 && strcmp(got->wildtype, w->wildtype) == 0 &&
            strcmp(got->gene, w->gene) == 0 && strcmp(got->accession, w->accession) == 0 &&
            strcmp(got->id, w->id[0] ? w->id : id) == 0 && got->change_start == start &&
            got->change_end == end && got->is_sequence == 0,
        "seed %llu: row %zu: %s|%s|%s|%s|%s %u-%u where %s|%s|%s|%s|%s was written in\n%s",
        (unsigned long long)support_seed(), number, got->id, got->peptide, got->wildtype, got->gene,
        got->accession, got->change_start, got->change_end, w->id, w->peptide, w->wildtype, w->gene,
        w->accession, text);
}

START_TEST(random_tables)
{
    for (unsigned i = 0; i < support_scaled(CASES); i++) {
        test_random random = random_of_case(2, i);
        size_t count = (size_t)random_below(&random, ROWS);
        written rows[ROWS];
        bool has[COLUMNS];
        test_text text = {0}, cells = {0};

        random_table(&random, rows, count, &text, has, &cells);
        query_rows all = read_text(text.bytes, 1 + (size_t)random_below(&random, 9));
        ck_assert_msg(all.count == count, "seed %llu: %zu rows of %zu in\n%s",
                      (unsigned long long)support_seed(), all.count, count, text.bytes);
        for (size_t r = 0; r < count; r++)
            check_row(&all.rows[r], &rows[r], r, text.bytes);
        ck_assert_uint_eq(all.cells.length, cells.length);
        ck_assert(count == 0 || strcmp(all.cells.bytes, cells.bytes) == 0);
        queries_free(&all);
        text_free(&text);
        text_free(&cells);
    }
}
END_TEST

/* Tables with some bytes changed are read, or refused as what they are. */
START_TEST(damaged_tables)
{
    static const char bytes[] = "\t,\"\n\r>A*1 \0\xff";

    for (unsigned i = 0; i < support_scaled(CASES); i++) {
        test_random random = random_of_case(3, i);
        written rows[ROWS];
        bool has[COLUMNS];
        test_text text = {0}, cells = {0};
        mimicry_error error = {.size = sizeof error};
        query_rows all;

        random_table(&random, rows, (size_t)random_below(&random, ROWS), &text, has, &cells);
        for (uint64_t k = 1 + random_below(&random, 4); k > 0; k--)
            text.bytes[random_below(&random, text.length)] =
                bytes[random_below(&random, sizeof bytes - 1)];
        char *path = support_write_file(".tsv", text.bytes, text.length);
        mimicry_status status = queries_try(path, NULL, 5, &all, &error);

        ck_assert_msg(status == MIMICRY_OK || (status == MIMICRY_E_FORMAT && error.line > 0 &&
                                               strstr(error.message, ".tsv:") != NULL),
                      "seed %llu, case %u: status %d, '%s'", (unsigned long long)support_seed(), i,
                      (int)status, error.message);
        queries_free(&all);
        remove(path);
        free(path);
        text_free(&text);
        text_free(&cells);
    }
}
END_TEST

/* ---- Many rows ---- */

static long most_memory(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* Memory stays what it was after the first rows. */
START_TEST(a_million_rows)
{
    char *path = support_write_file(".tsv", "", 0);
    FILE *file = fopen(path, "w");
    unsigned rows = support_scaled(MILLION);
    mimicry_queries *reader = NULL;
    uint64_t seen = 0, wrong = 0;
    long before = 0;

    ck_assert_ptr_nonnull(file);
    fprintf(file, "id\tpeptide\twildtype\tgene\n");
    for (unsigned i = 0; i < rows; i++)
        fprintf(file, "row %u\tACDEFGHIK\tACDEFGHI%c\tGENE%u\n", i, "LMNP"[i % 4], i % 20000);
    fclose(file);
    ck_assert_int_eq(mimicry_queries_open(path, NULL, &reader, NULL), MIMICRY_OK);
    for (;;) {
        const mimicry_query *block;
        size_t count, stride;

        /* Check's own assertions take memory: there are few. */
        if (mimicry_queries_next(reader, SIZE_MAX, &block, &count, &stride, NULL) != MIMICRY_OK ||
            count == 0)
            break;
        for (size_t i = 0; i < count; i++, seen++)
            wrong += block[i].line != seen + 2 || block[i].change_start != 8;
        before = before == 0 ? most_memory() : before;
    }
    ck_assert_uint_eq(seen, rows);
    ck_assert_uint_eq(wrong, 0);
    ck_assert_msg(most_memory() <= before + 2048, "%ld KiB more", most_memory() - before);
    mimicry_queries_close(reader);
    remove(path);
    free(path);
}
END_TEST

/* ---- Real tables ---- */

START_TEST(real_tables)
{
    static const struct {
        const char *file, *columns;
        size_t rows, without_wildtype;
        uint32_t is_sequence;
        const char *first;
    } known[] = {
        {"pvacseq.HCC1395.MHC_I.filtered.tsv",
         "peptide 'MT Epitope Seq', wild type 'WT Epitope Seq', gene 'Gene Name', accession "
         "'HGVSp', accession 'Transcript', allele 'HLA Allele', id 'Index'",
         12, 0, 0, "VVFEYVAIY VVFEDVAIY ZNF548 ENSP00000337555.6"},
        {"pvacseq.HCC1395.MHC_II.filtered.tsv",
         "peptide 'MT Epitope Seq', wild type 'WT Epitope Seq', gene 'Gene Name', accession "
         "'HGVSp', accession 'Transcript', allele 'HLA Allele', id 'Index'",
         61, 0, 0, "ALHFLALDAPQHSSL ALHFLALDASQHSSL TXNDC15 ENSP00000351157.5"},
        {"pvacseq.HCC1395.MHC_I.all_epitopes.aggregated.tsv",
         "peptide 'Best Peptide', wild type by 'AA Change', gene 'Gene', accession "
         "'Best Transcript', allele 'Allele', id 'ID'",
         358, 25, 0, "AETRAQFA AETRAEFA TPM4 ENST00000643579.2"},
        {"neofox.balachandran.neoantigens.tsv",
         "sequence 'mutation.mutatedXmer', wild type 'mutation.wildTypeXmer', gene 'gene', "
         "id 'identifier'",
         4870, 0, 1, "HIQDLYTVL RIQDLYTVL  "},
        {"neofox.epitopes.annotated.tsv",
         "peptide 'mutatedPeptide', wild type 'wildTypePeptide', gene 'gene', "
         "allele 'alleleMhcI.name'",
         1, 0, 0, "AAAAARAAA AAAAAMAAA BRCA2 "},
    };
    const char *shared = getenv("MIMICRY_SHARED");
    unsigned found = 0;

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        test_text path = {0}, first = {0};
        mimicry_error error = {.size = sizeof error};
        size_t without = 0;
        query_rows all;

        text_print(&path, "%s/tables/%s", shared ? shared : ".", known[i].file);
        mimicry_status status = queries_try(path.bytes, NULL, 100, &all, &error);
        if (status == MIMICRY_E_IO) { /* not at hand */
            text_free(&path);
            continue;
        }
        support_expect_ok(status, &error, path.bytes);
        found++;
        ck_assert_str_eq(all.columns, known[i].columns);
        ck_assert_uint_eq(all.count, known[i].rows);
        for (size_t r = 0; r < all.count; r++) {
            without += all.rows[r].wildtype[0] == '\0';
            ck_assert_uint_eq(all.rows[r].is_sequence, known[i].is_sequence);
        }
        ck_assert_uint_eq(without, known[i].without_wildtype);
        text_print(&first, "%s %s %s %s", all.rows[0].peptide, all.rows[0].wildtype,
                   all.rows[0].gene, all.rows[0].accession);
        ck_assert_str_eq(first.bytes, known[i].first);
        queries_free(&all);
        text_free(&first);
        text_free(&path);
    }
    printf("test_queries_tables: %u real tables\n", found);
}
END_TEST

/* What is rebuilt for the aggregated report is what the other report says. */
START_TEST(rebuilt_wildtypes)
{
    static const char *const files[] = {"filtered", "all_epitopes.aggregated"};
    const char *shared = getenv("MIMICRY_SHARED");
    query_rows all[2];
    unsigned compared = 0;

    for (size_t f = 0; f < 2; f++) {
        test_text path = {0};

        text_print(&path, "%s/tables/pvacseq.HCC1395.MHC_I.%s.tsv", shared ? shared : ".",
                   files[f]);
        bool there = queries_try(path.bytes, NULL, 50, &all[f], NULL) == MIMICRY_OK;
        text_free(&path);
        if (!there) { /* not at hand */
            queries_free(&all[0]);
            return;
        }
    }
    for (size_t i = 0; i < all[0].count; i++) {
        for (size_t k = 0; k < all[1].count; k++) {
            const query_row *a = &all[0].rows[i];
            const query_row *b = &all[1].rows[k];

            if (strcmp(a->peptide, b->peptide) == 0 && b->wildtype[0]) {
                ck_assert_str_eq(a->wildtype, b->wildtype);
                compared++;
            }
        }
    }
    ck_assert_uint_ge(compared, 8);
    queries_free(&all[0]);
    queries_free(&all[1]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("queries: tables");

    support_begin("test_queries_tables");
    support_add_test(suite, random_tables);
    support_add_test(suite, damaged_tables);
    support_add_test(suite, a_million_rows);
    support_add_test(suite, real_tables);
    support_add_test(suite, rebuilt_wildtypes);
    return support_run(suite);
}
