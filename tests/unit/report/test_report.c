/* Reports: what the page holds, unpacked, is what the tables are as text; what is refused. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "arrow_checks.h"
#include "checks.h"

static const char fasta[] =
    ">sp|P1|ONE_HUMAN Titin </script> OS=Homo sapiens OX=9606 GN=TTN\n"
    "MESDPIVAQYKLMNPQRSTVWYACDEFGHIKESDPIVAQFWW\n"
    ">sp|P2|TWO_HUMAN Two OS=Homo sapiens OX=9606 GN=HLA B\n"
    "ESDPIVAQYEVDPIGHLYAAAAKLMNPQRSTVLMNPQRSTV\n>nameless\nMRCTDEKQHIESDPLVAQY\n";
static const mimicry_query candidates[] = {
    {.id = "</script><b>", .peptide = "ESDPIVAQY", .gene = "TTN"},
    {.id = "\xc3\xa9&\"", .peptide = "EVDPIGHLY"},
    {.id = "far", .peptide = "WWWWWWWWW"}};
enum { N_CANDIDATES = sizeof candidates / sizeof *candidates };

static mimicry_index *proteome;

static void set_up(void)
{
    proteome = index_from_text(fasta, sizeof fasta - 1, 0);
}

static void tear_down(void)
{
    mimicry_index_close(proteome);
}

/* ---- Screens and pages ---- */

static mimicry_queries *queries_of(size_t count)
{
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(
        mimicry_queries_from(candidates, count, sizeof *candidates, NULL, &queries, &error), &error,
        "queries");
    return queries;
}

static void screen(size_t count, struct ArrowArrayStream *rows, struct ArrowArrayStream *hits)
{
    mimicry_queries *queries = queries_of(count);
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mimicry_screen(proteome, queries, NULL, rows, hits, &error), &error,
                      "a screen");
    mimicry_queries_close(queries);
}

static int take_text(void *text, const char *bytes, size_t count)
{
    text_add(text, bytes, count);
    return 0;
}

static mimicry_status write_page(struct ArrowArrayStream *rows, struct ArrowArrayStream *hits,
                                 const mimicry_report_options *options, test_text *page,
                                 mimicry_error *error)
{
    return mimicry_report(rows, hits, options, take_text, page, error);
}

/* The page of a screen. */
static test_text page_of(size_t count, bool with_hits, const mimicry_report_options *options)
{
    struct ArrowArrayStream rows, hits;
    test_text page = {0};
    mimicry_error error = {.size = sizeof error};
    screen(count, &rows, &hits);
    support_expect_ok(write_page(&rows, with_hits ? &hits : NULL, options, &page, &error), &error,
                      "a page");
    rows.release(&rows);
    hits.release(&hits);
    return page;
}

/* ---- Unpacking ---- */

static unsigned digit_of(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = strchr(digits, c);
    ck_assert_msg(c != '\0' && at != NULL, "a byte %d in base64", c);
    return (unsigned)(at - digits);
}

static test_text from_base64(const char *text, size_t length)
{
    test_text bytes = {0};
    ck_assert_uint_eq(length % 4, 0);
    for (size_t i = 0; i < length; i += 4) {
        const unsigned fill = text[i + 3] != '=' ? 0 : text[i + 2] != '=' ? 1 : 2;
        ck_assert(fill == 0 || i + 4 == length);
        unsigned three = 0;
        for (unsigned k = 0; k < 4; k++)
            three = three << 6 | (k < 4 - fill ? digit_of(text[i + k]) : 0);
        for (unsigned k = 0; k < 3 - fill; k++)
            text_add_char(&bytes, (char)(three >> (16 - 8 * k) & 255));
    }
    return bytes;
}

static test_text inflated(const test_text *packed)
{
    test_text out = {0};
    z_stream stream = {0};
    char block[4096];
    int code = Z_OK;
    ck_assert_int_eq(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
    stream.next_in = (Bytef *)packed->bytes;
    stream.avail_in = (uInt)packed->length;
    while (code == Z_OK) {
        stream.next_out = (Bytef *)block;
        stream.avail_out = sizeof block;
        code = inflate(&stream, Z_NO_FLUSH);
        text_add(&out, block, sizeof block - stream.avail_out);
    }
    ck_assert_int_eq(code, Z_STREAM_END);
    ck_assert_uint_eq(stream.avail_in, 0);
    inflateEnd(&stream);
    return out;
}

/* What an element of the page holds; without bytes where there is none. */
static test_text element(const test_text *page, const char *name)
{
    char begin[80];
    snprintf(begin, sizeof begin, "<script type=\"text/plain\" data-table=\"%s\">", name);
    const char *at = strstr(page->bytes, begin);
    if (at == NULL)
        return (test_text){0};
    at += strlen(begin);
    ck_assert_msg(strstr(at, begin) == NULL, "two elements %s", name);
    test_text packed = from_base64(at, (size_t)(strstr(at, "</script>") - at));
    test_text whole = inflated(&packed);
    text_free(&packed);
    return whole;
}

/* An element's rows are those of the table as text, without the line of names. */
static void expect_rows(const test_text *page, const char *name, struct ArrowArrayStream *table)
{
    test_text whole = element(page, name), text = arrow_text(table, MIMICRY_FORMAT_TSV);
    ck_assert_msg(whole.length > 0, "no element %s", name);
    ck_assert_int_eq(whole.bytes[0], '[');
    ck_assert_str_eq(strchr(whole.bytes, '\n') + 1, strchr(text.bytes, '\n') + 1);
    /* The columns, in their order, with what they say. */
    const char *at = whole.bytes;
    for (char *column = strtok(text.bytes, "\t\n");
         column != NULL && at < strchr(whole.bytes, '\n'); column = strtok(NULL, "\t\n")) {
        char wanted[80];
        snprintf(wanted, sizeof wanted, "{\"name\":\"%s\",", column);
        at = strstr(at, wanted);
        ck_assert_msg(at != NULL, "%s has no column %s", name, column);
        if (strstr(at, "},{") == NULL)
            break;
    }
    text_free(&whole);
    text_free(&text);
}

/* ---- What a page holds ---- */

START_TEST(test_tables_of_the_page)
{
    struct ArrowArrayStream rows, hits, sources;
    mimicry_error error = {.size = sizeof error};
    const mimicry_report_options options = {.size = sizeof options, .index = proteome};
    test_text page = page_of(N_CANDIDATES, true, &options);
    screen(N_CANDIDATES, &rows, &hits);
    expect_rows(&page, "candidates", &rows);
    expect_rows(&page, "hits", &hits);
    support_expect_ok(mimicry_index_table(proteome, MIMICRY_INDEX_SOURCES, &sources, &error),
                      &error, "sources");
    expect_rows(&page, "sources", &sources);
    ck_assert_ptr_null(strstr(page.bytes, "{{"));
    ck_assert_ptr_nonnull(strstr(page.bytes, "</html>"));
    text_free(&page);
}
END_TEST

START_TEST(test_only_what_is_asked_for)
{
    static const char *const names[] = {"hits", "sources", "expression", "scan", "along", "chance"};
    test_text page = page_of(N_CANDIDATES, false, NULL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        test_text whole = element(&page, names[i]);
        ck_assert_msg(whole.length == 0, "there is a table %s", names[i]);
    }
    test_text about = element(&page, "about");
    ck_assert_ptr_nonnull(strstr(about.bytes, mimicry_version()));
    text_free(&about);
    text_free(&page);
}
END_TEST

START_TEST(test_no_candidates)
{
    test_text page = page_of(0, true, NULL);
    test_text rows = element(&page, "candidates"), hits = element(&page, "hits");
    ck_assert_str_eq(strchr(rows.bytes, '\n'), "\n");
    ck_assert_str_eq(strchr(hits.bytes, '\n'), "\n");
    text_free(&rows);
    text_free(&hits);
    text_free(&page);
}
END_TEST

START_TEST(test_same_bytes)
{
    test_text a = page_of(N_CANDIDATES, true, NULL), b = page_of(N_CANDIDATES, true, NULL);
    ck_assert_uint_eq(a.length, b.length);
    ck_assert_mem_eq(a.bytes, b.bytes, a.length);
    text_free(&a);
    text_free(&b);
}
END_TEST

/* What a table holds never stands in the page as it is. */
START_TEST(test_nothing_is_markup)
{
    const mimicry_report_options options = {
        .size = sizeof options, .title = "</title><q>", .command = "</script><q>"};
    test_text page = page_of(N_CANDIDATES, true, &options);
    ck_assert_ptr_null(strstr(page.bytes, "<q>"));
    ck_assert_ptr_null(strstr(page.bytes, "</script><b>"));
    test_text about = element(&page, "about");
    ck_assert_ptr_nonnull(strstr(about.bytes, "title\t</title><q>\n"));
    ck_assert_ptr_nonnull(strstr(about.bytes, "command\t</script><q>\n"));
    text_free(&about);
    text_free(&page);
}
END_TEST

/* ---- Notes, levels, tracks, scans ---- */

struct asked_notes {
    struct ArrowArrayStream *hits;
    unsigned asked;
};

static void give_notes(void *data, mimicry_note_fn take, void *taker)
{
    struct asked_notes *noted = data;
    struct ArrowArray batch = {0};
    ck_assert_int_eq(noted->hits->get_next(noted->hits, &batch), 0);
    ck_assert_msg(batch.release == NULL, "notes were asked for before the tables were read");
    noted->asked++;
    take(taker, "the first <note>");
    take(taker, "the second");
}

START_TEST(test_notes_come_last)
{
    struct ArrowArrayStream rows, hits;
    struct asked_notes noted = {.hits = &hits};
    const mimicry_report_options options = {
        .size = sizeof options, .notes = give_notes, .data = &noted};
    test_text page = {0};
    mimicry_error error = {.size = sizeof error};
    screen(N_CANDIDATES, &rows, &hits);
    support_expect_ok(write_page(&rows, &hits, &options, &page, &error), &error, "a page");
    ck_assert_uint_eq(noted.asked, 1);
    test_text about = element(&page, "about");
    ck_assert_ptr_nonnull(strstr(about.bytes, "note\tthe first <note>\nnote\tthe second\n"));
    text_free(&about);
    text_free(&page);
    rows.release(&rows);
    hits.release(&hits);
}
END_TEST

START_TEST(test_levels_of_the_hits_genes)
{
    static const char atlas[] = "gene\theart muscle\tliver\nTTN\t57.3\t0\nOTHER\t1\t2\n";
    static const char *const genes[] = {"TTN"};
    struct ArrowArrayStream known;
    mimicry_annotations *annotations;
    mimicry_error error = {.size = sizeof error};
    char *path = support_write_file(".tsv", atlas, sizeof atlas - 1);
    support_expect_ok(mimicry_annotations_create(&annotations, &error), &error, "annotations");
    support_expect_ok(mimicry_annotations_add(annotations, MIMICRY_EXPRESSION, path, &error),
                      &error, path);
    const mimicry_report_options options = {.size = sizeof options, .annotations = annotations};
    test_text page = page_of(1, true, &options), whole = element(&page, "expression");
    support_expect_ok(
        mimicry_annotations_table(annotations, MIMICRY_EXPRESSION, genes, 1, &known, &error),
        &error, "levels");
    test_text text = arrow_text(&known, MIMICRY_FORMAT_TSV);
    ck_assert_ptr_nonnull(strstr(whole.bytes, strchr(text.bytes, '\n') + 1));
    ck_assert_ptr_null(strstr(whole.bytes, "OTHER"));
    text_free(&text);
    text_free(&whole);
    text_free(&page);
    mimicry_annotations_free(annotations);
    free(path);
}
END_TEST

static struct ArrowArrayStream along_of(void)
{
    struct ArrowArrayStream along;
    mimicry_queries *queries = queries_of(2);
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mimicry_along(proteome, queries, NULL, &along, &error), &error, "along");
    mimicry_queries_close(queries);
    return along;
}

START_TEST(test_along)
{
    struct ArrowArrayStream given = along_of(), same = along_of();
    const mimicry_report_options options = {.size = sizeof options, .along = &given};
    test_text page = page_of(2, true, &options);
    expect_rows(&page, "along", &same);
    ck_assert_msg(given.release != NULL, "it is left to the caller");
    given.release(&given);
    text_free(&page);
}
END_TEST

/* Every cell is 0.05 to the power of the distance; the index's own residues have all of it. */
START_TEST(test_scan)
{
    test_text scan = {0};
    text_print(&scan, "peptide\tresponse\nKLM\t1\n");
    for (const char *c = "ACDEFGHIKLMNPQRSTVWY"; *c != '\0'; c++) {
        if (*c != 'K')
            text_print(&scan, "%cLM\t0.5\n", *c);
        if (*c != 'L')
            text_print(&scan, "K%cM\t0.1\n", *c);
    }
    char *path = support_write_file(".tsv", scan.bytes, scan.length);
    mimicry_model *model;
    mimicry_error error = {.size = sizeof error};
    const mimicry_model_options made = {
        .size = sizeof made, .kind = MIMICRY_MODEL_SCAN, .source = path, .peptide = "KLM"};
    support_expect_ok(mimicry_model_create(&made, &model, &error), &error, "a scan");
    const mimicry_report_options options = {.size = sizeof options, .model = model};
    test_text page = page_of(1, true, &options), whole = element(&page, "scan");
    unsigned rows = 0;
    for (char *line = strtok(strchr(whole.bytes, '\n') + 1, "\n"); line != NULL;
         line = strtok(NULL, "\n"), rows++) {
        int position;
        char query, residue;
        double activity;
        ck_assert_int_eq(sscanf(line, "%d\t%c\t%c\t%lf", &position, &query, &residue, &activity),
                         4);
        ck_assert_int_eq(query, "KLM"[position - 1]);
        const double score = mimicry_model_score(model, "KLM", (uint32_t)position - 1, residue);
        ck_assert_double_eq_tol(activity, pow(0.05, -score), 1e-9);
        ck_assert(residue != query || activity == 1);
    }
    ck_assert_uint_eq(rows, 60);
    mimicry_model_free(model);
    text_free(&scan);
    text_free(&whole);
    text_free(&page);
    free(path);
}
END_TEST

/* ---- Failures ---- */

struct limited {
    size_t left;
};

static int take_some(void *data, const char *bytes, size_t count)
{
    struct limited *limited = data;
    (void)bytes;
    if (count > limited->left)
        return 1;
    limited->left -= count;
    return 0;
}

/* Wherever the writing fails, the call is cancelled. */
START_TEST(test_failing_writer)
{
    test_text page = page_of(N_CANDIDATES, true, NULL);
    const char *tables = strstr(page.bytes, "data-table");
    const size_t begin = (size_t)(tables - page.bytes);
    const size_t at[] = {0, begin - 100, begin + 10, begin + 200, page.length - 1};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        struct ArrowArrayStream rows, hits;
        struct limited limited = {at[i]};
        mimicry_error error = {.size = sizeof error};
        screen(N_CANDIDATES, &rows, &hits);
        ck_assert_int_eq(mimicry_report(&rows, &hits, NULL, take_some, &limited, &error),
                         MIMICRY_E_CANCELLED);
        ck_assert_int_eq(error.status, MIMICRY_E_CANCELLED);
        rows.release(&rows);
        hits.release(&hits);
    }
    text_free(&page);
}
END_TEST

static int stop(void *data, uint64_t done, uint64_t total)
{
    (void)data;
    (void)done;
    (void)total;
    return 1;
}

START_TEST(test_failing_tables)
{
    struct ArrowArrayStream rows, hits;
    const mimicry_screen_options options = {.size = sizeof options, .run = {.progress = stop}};
    mimicry_queries *queries = queries_of(N_CANDIDATES);
    mimicry_error error = {.size = sizeof error};
    test_text page = {0};
    support_expect_ok(mimicry_screen(proteome, queries, &options, &rows, &hits, &error), &error,
                      "a screen");
    ck_assert_int_eq(write_page(&rows, &hits, NULL, &page, &error), MIMICRY_E_CANCELLED);
    ck_assert_uint_eq(page.length, 0);
    rows.release(&rows);
    hits.release(&hits);
    mimicry_queries_close(queries);
}
END_TEST

static void expect_refused(struct ArrowArrayStream *rows, struct ArrowArrayStream *hits,
                           const mimicry_report_options *options, const char *words)
{
    test_text page = {0};
    mimicry_error error = {.size = sizeof error};
    ck_assert_int_eq(write_page(rows, hits, options, &page, &error), MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, words) != NULL, "%s: %s", words, error.message);
    ck_assert_uint_eq(page.length, 0);
}

START_TEST(test_other_tables_refused)
{
    struct ArrowArrayStream rows, hits, along;
    screen(N_CANDIDATES, &rows, &hits);
    along = along_of();
    const mimicry_report_options options = {.size = sizeof options, .along = &rows};
    expect_refused(&hits, &hits, NULL, "no column id, peptide, nearest, nearest_mismatches");
    expect_refused(&rows, &rows, NULL, "the hits: no column query_id, query, match, mismatches");
    expect_refused(&rows, &along, NULL, "no column query, match;");
    expect_refused(&rows, &hits, &options, "along sequences: no column query_id");
    expect_refused(NULL, &hits, NULL, "missing");
    rows.release(&rows);
    hits.release(&hits);
    along.release(&along);
    expect_refused(&rows, NULL, NULL, "missing"); /* it has been released */
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_tables_of_the_page,
                                  test_only_what_is_asked_for,
                                  test_no_candidates,
                                  test_same_bytes,
                                  test_nothing_is_markup,
                                  test_notes_come_last,
                                  test_levels_of_the_hits_genes,
                                  test_along,
                                  test_scan,
                                  test_failing_writer,
                                  test_failing_tables,
                                  test_other_tables_refused};
    Suite *suite = suite_create("report");
    support_begin("report");
    TCase *with_proteome = tcase_create("report");
    tcase_add_checked_fixture(with_proteome, set_up, tear_down);
    tcase_set_timeout(with_proteome, 120);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(with_proteome, tests[i]);
    suite_add_tcase(suite, with_proteome);
    return support_run(suite);
}
