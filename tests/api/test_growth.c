/* Structs that grow: programs compiled with an older header, whose structs are shorter, and with a
 * newer one, whose structs are longer, get along with the library; what it does not know it
 * refuses, and it neither reads nor writes more than the size that it is told. */
#include <stdlib.h>
#include <string.h>

#include "support.h"

enum { LONGEST = 256, EXTRA = 16, GARBAGE = 0xaa };

static char *fasta;
static mimicry_index *index_of_all;
static const char *const peptides[] = {"EVDPIGHLY"};

static void open_all(void)
{
    mimicry_error error = {.size = sizeof error};
    fasta = support_data_path("known_offtargets.fasta");
    support_expect_ok(mimicry_index_open(fasta, MIMICRY_OPEN_FASTA, &index_of_all, &error), &error,
                      "the known off-targets");
}

static void close_all(void)
{
    mimicry_index_close(index_of_all);
    free(fasta);
}

/* ---- Every function that takes options ---- */

static mimicry_status build(const void *options, mimicry_error *error)
{
    const char *path = fasta;
    mimicry_index *index;
    const mimicry_status status = mimicry_index_build(&path, 1, options, &index, error);
    mimicry_index_close(index);
    return status;
}

static int take(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    (void)data, (void)hits, (void)count, (void)stride;
    return 0;
}

static mimicry_status search_each(const void *options, mimicry_error *error)
{
    return mimicry_search_each(index_of_all, peptides, 1, options, take, NULL, error);
}

static mimicry_status search_count(const void *options, mimicry_error *error)
{
    uint64_t counts[2];
    return mimicry_search_count(index_of_all, peptides, 1, options, counts, 2, error);
}

static mimicry_queries *queries_of_peptides(void)
{
    const mimicry_query row = {.peptide = peptides[0]};
    mimicry_queries *queries;
    ck_assert_int_eq(mimicry_queries_from(&row, 1, sizeof row, NULL, &queries, NULL), MIMICRY_OK);
    return queries;
}

static mimicry_status share(const void *options, mimicry_error *error)
{
    mimicry_queries *queries = queries_of_peptides();
    struct ArrowArrayStream table;
    const mimicry_status status = mimicry_shared(index_of_all, queries, options, &table, error);
    if (status == MIMICRY_OK)
        table.release(&table);
    mimicry_queries_close(queries);
    return status;
}

static mimicry_status look_along(const void *options, mimicry_error *error)
{
    mimicry_queries *queries = queries_of_peptides();
    struct ArrowArrayStream table;
    const mimicry_status status = mimicry_along(index_of_all, queries, options, &table, error);
    if (status == MIMICRY_OK)
        table.release(&table);
    mimicry_queries_close(queries);
    return status;
}

static mimicry_status search(const void *options, mimicry_error *error)
{
    mimicry_queries *queries = queries_of_peptides();
    struct ArrowArrayStream table;
    const mimicry_status status = mimicry_search(index_of_all, queries, options, &table, error);
    if (status == MIMICRY_OK)
        table.release(&table);
    mimicry_queries_close(queries);
    return status;
}

static mimicry_status explain(const void *options, mimicry_error *error)
{
    mimicry_queries *queries = queries_of_peptides();
    struct ArrowArrayStream table;
    const mimicry_status status = mimicry_explain(index_of_all, queries, options, &table, error);
    if (status == MIMICRY_OK)
        table.release(&table);
    mimicry_queries_close(queries);
    return status;
}

static mimicry_status screen(const void *options, mimicry_error *error)
{
    mimicry_queries *queries = queries_of_peptides();
    struct ArrowArrayStream table;
    const mimicry_status status =
        mimicry_screen(index_of_all, queries, options, &table, NULL, error);
    if (status == MIMICRY_OK)
        table.release(&table);
    mimicry_queries_close(queries);
    return status;
}

static mimicry_status make_model(const void *options, mimicry_error *error)
{
    mimicry_model *model;
    const mimicry_status status = mimicry_model_create(options, &model, error);
    mimicry_model_free(model);
    return status;
}

static mimicry_status read_queries(const void *options, mimicry_error *error)
{
    const mimicry_query row = {.peptide = peptides[0]};
    mimicry_queries *queries;
    const mimicry_status status =
        mimicry_queries_from(&row, 1, sizeof row, options, &queries, error);
    mimicry_queries_close(queries);
    return status;
}

static int take_bytes(void *data, const char *bytes, size_t count)
{
    (void)data, (void)bytes, (void)count;
    return 0;
}

static mimicry_status write_table(const void *options, mimicry_error *error)
{
    struct ArrowArrayStream table;
    ck_assert_int_eq(mimicry_index_table(index_of_all, MIMICRY_INDEX_SOURCES, &table, NULL),
                     MIMICRY_OK);
    const mimicry_status status =
        mimicry_table_write(&table, options, take_bytes, NULL, NULL, error);
    table.release(&table);
    return status;
}

/* Options whose defaults are zeros. */
static void init_zeros(void *options, size_t size)
{
    memset(options, 0, size);
    memcpy(options, &size, sizeof size);
}

static const struct options_taker {
    const char *name;
    size_t size;
    mimicry_status (*call)(const void *options, mimicry_error *error);
} takers[] = {
    {"build", sizeof(mimicry_build_options), build},
    {"model", sizeof(mimicry_model_options), make_model},
    {"read", sizeof(mimicry_read_options), read_queries},
    {"write", sizeof(mimicry_write_options), write_table},
    {"search", sizeof(mimicry_search_options), search},
    {"search_each", sizeof(mimicry_search_options), search_each},
    {"search_count", sizeof(mimicry_search_options), search_count},
    {"explain", sizeof(mimicry_search_options), explain},
    {"screen", sizeof(mimicry_screen_options), screen},
    {"shared", sizeof(mimicry_shared_options), share},
    {"along", sizeof(mimicry_along_options), look_along},
};
enum { TAKERS = sizeof takers / sizeof *takers };

/* Options in memory of their very size, so that a sanitizer sees a read or write beyond it. */
static unsigned char *options_of(size_t size)
{
    unsigned char *options = support_realloc(NULL, size);
    memset(options, GARBAGE, size);
    init_zeros(options, size);
    return options;
}

static void expect(const struct options_taker *t, const void *options, mimicry_status expected,
                   const char *what)
{
    mimicry_error error = {.size = sizeof error, .message = "nothing"};
    const mimicry_status status = t->call(options, &error);
    ck_assert_msg(status == expected, "%s, %s: %s, %s", t->name, what, mimicry_status_name(status),
                  error.message);
}

START_TEST(options_of_an_older_header_leave_the_defaults)
{
    const struct options_taker *t = &takers[_i];
    for (size_t size = sizeof(size_t); size <= t->size; size += sizeof(uint64_t)) {
        unsigned char *options = options_of(size);
        expect(t, options, MIMICRY_OK, "shorter");
        free(options);
    }
}
END_TEST

START_TEST(options_of_a_newer_header_are_refused_unless_they_are_zero)
{
    const struct options_taker *t = &takers[_i];
    unsigned char *options = options_of(t->size + EXTRA);
    expect(t, options, MIMICRY_OK, "longer");
    for (size_t i = 0; i < EXTRA; i++) {
        options[t->size + i] = 1;
        expect(t, options, MIMICRY_E_ARGUMENT, "longer and not zero");
        options[t->size + i] = 0;
    }
    free(options);
}
END_TEST

START_TEST(sizes_that_are_none_are_refused)
{
    const struct options_taker *t = &takers[_i];
    const size_t sizes[] = {0, 1, sizeof(size_t) - 1, 65537, SIZE_MAX};
    unsigned char *options = options_of(t->size);
    expect(t, NULL, MIMICRY_OK, "no options");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        memcpy(options, &sizes[i], sizeof sizes[i]);
        expect(t, options, MIMICRY_E_ARGUMENT, "no size");
    }
    free(options);
}
END_TEST

/* ---- Every function that fills a record ---- */

static mimicry_status get_info(void *record)
{
    return mimicry_index_info(index_of_all, record, NULL);
}

static mimicry_status get_record(void *record)
{
    return mimicry_index_record(index_of_all, 0, record, NULL);
}

static const struct giver {
    size_t size;
    mimicry_status (*get)(void *record);
} givers[] = {
    {sizeof(mimicry_info), get_info},
    {sizeof(mimicry_record), get_record},
};
enum { GIVERS = sizeof givers / sizeof *givers };

START_TEST(records_are_filled_as_far_as_they_go)
{
    const struct giver *g = &givers[_i];
    unsigned char whole[LONGEST];
    memset(whole, GARBAGE, sizeof whole);
    memcpy(whole, &g->size, sizeof g->size);
    ck_assert_int_eq(g->get(whole), MIMICRY_OK);
    for (size_t size = sizeof(size_t); size <= g->size + EXTRA; size++) {
        unsigned char *record = support_realloc(NULL, size);
        memset(record, GARBAGE, size);
        memcpy(record, &size, sizeof size);
        ck_assert_int_eq(g->get(record), MIMICRY_OK);
        ck_assert_mem_eq(record, &size, sizeof size);
        for (size_t i = sizeof size; i < size; i++)
            ck_assert_uint_eq(record[i], i < g->size ? whole[i] : GARBAGE);
        free(record);
    }
    for (size_t size = 0; size < sizeof(size_t); size++) {
        memcpy(whole, &size, sizeof size);
        ck_assert_int_eq(g->get(whole), MIMICRY_E_ARGUMENT);
    }
}
END_TEST

START_TEST(errors_are_filled_when_they_have_their_first_size)
{
    /* That of 0.1.0, which no later version may take to be too short. */
    enum { FIRST_SIZE = 544 };
    mimicry_index *index;
    struct {
        mimicry_error error;
        unsigned char more[EXTRA];
    } longer = {.error = {.size = sizeof longer}};
    mimicry_error error = {.size = FIRST_SIZE};
    memset(longer.more, GARBAGE, EXTRA);

    ck_assert_int_eq(mimicry_index_open("./none", 0, &index, &error), MIMICRY_E_IO);
    ck_assert_int_eq(error.status, MIMICRY_E_IO);
    ck_assert_ptr_nonnull(strstr(error.message, "./none"));
    ck_assert_int_eq(mimicry_index_open("./none", 0, &index, &longer.error), MIMICRY_E_IO);
    ck_assert_str_eq(longer.error.message, error.message);
    for (size_t i = 0; i < EXTRA; i++)
        ck_assert_uint_eq(longer.more[i], GARBAGE);

    mimicry_error zero = {.size = 0}; /* stands for the first size */
    ck_assert_int_eq(mimicry_index_open("./none", 0, &index, &zero), MIMICRY_E_IO);
    ck_assert_int_eq(zero.status, MIMICRY_E_IO);
    ck_assert_str_eq(zero.message, error.message);
}
END_TEST

int main(void)
{
    support_begin("test_growth");
    Suite *suite = suite_create("growth");
    TCase *options = tcase_create("options");
    tcase_add_unchecked_fixture(options, open_all, close_all);
    tcase_set_timeout(options, 60);
    tcase_add_loop_test(options, options_of_an_older_header_leave_the_defaults, 0, TAKERS);
    tcase_add_loop_test(options, options_of_a_newer_header_are_refused_unless_they_are_zero, 0,
                        TAKERS);
    tcase_add_loop_test(options, sizes_that_are_none_are_refused, 0, TAKERS);
    tcase_add_loop_test(options, records_are_filled_as_far_as_they_go, 0, GIVERS);
    tcase_add_test(options, errors_are_filled_when_they_have_their_first_size);
    suite_add_tcase(suite, options);
    return support_run(suite);
}
