/* Ranks of hits by other models, against a plain count over all windows of the proteome, in
 * searches and screens with all that leaves windows out. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"
#include "screen_checks.h"

enum { MODELS = 5, RECORDS = 30, QUERIES = 4, LONG = 70, LONGEST_NAME = 64 };

typedef struct rank_case {
    mimicry_index *index;
    mimicry_annotations *annotations;
    mimicry_genes *genes;
    mimicry_model *models[MODELS];
    char columns[MODELS][LONGEST_NAME];
    char *matrix, *list; /* the path of a matrix; the models' names */
    mimicry_query queries[QUERIES];
    char *letters[QUERIES];
    char wildtypes[QUERIES][LONG + 1];
    double longest; /* residues */
} rank_case;

/* ---- Making cases ---- */

/* Runs, repeats and copies, so that windows are as good as each other; letters that are no amino
 * acids, and `*`, which no window has. */
static void add_residues(test_random *random, const letter_source *source, test_text *fasta,
                         size_t count)
{
    const char odd[] = "XBZUO*";
    for (size_t i = 0; i < count; i++)
        text_add_char(fasta, random_chance(random, 4) ? odd[random_below(random, sizeof odd - 1)]
                                                      : random_letter(random, source));
}

static void make_proteome(rank_case *c, test_random *random, const letter_source *source)
{
    test_text fasta = {0};
    for (size_t r = 0; r < RECORDS; r++) {
        const uint64_t gene = random_below(random, 6);
        text_print(&fasta, ">sp|A%zu|A Protein OS=X OX=1", r);
        if (gene > 0)
            text_print(&fasta, " GN=G%d", (int)gene);
        text_add_char(&fasta, '\n');
        add_residues(random, source, &fasta, (size_t)random_below(random, r == 0 ? 300 : 60));
        text_add_char(&fasta, '\n');
    }
    char *path = support_write_file(".fasta", fasta.bytes, fasta.length);
    c->index = open_index(path, MIMICRY_OPEN_FASTA);
    remove(path);
    free(path);
    text_free(&fasta);
}

static char query_letter(test_random *random, const letter_source *source)
{
    const char letter = (char)toupper(random_letter(random, source));
    return random_chance(random, 2) ? 'X' : letter == '*' ? 'A' : letter;
}

static void make_queries(rank_case *c, test_random *random, const letter_source *source,
                         unsigned length)
{
    for (size_t q = 0; q < QUERIES; q++) {
        test_text letters = {0};
        for (unsigned i = 0; i < length; i++)
            text_add_char(&letters, query_letter(random, source));
        c->letters[q] = letters.bytes;
        memcpy(c->wildtypes[q], letters.bytes, length + 1);
        c->wildtypes[q][random_below(random, length)] = query_letter(random, source);
        c->queries[q] = (mimicry_query){.peptide = q == 2 ? c->letters[1] : letters.bytes,
                                        .wildtype = q == 2 ? "" : c->wildtypes[q],
                                        .gene = "G2"};
    }
    c->longest = length;
}

static void make_models(rank_case *c, test_random *random)
{
    const char *names[MODELS] = {"BLOSUM62", "BLOSUM80", "PAM30", NULL, "relatedness"};
    mimicry_error error = {.size = sizeof error};
    test_text matrix = random_matrix(random, (int)random_below(random, N_MATRIX_KINDS)), list = {0};
    c->matrix = support_write_file(".mat", matrix.bytes, matrix.length);
    names[3] = c->matrix;
    for (size_t m = 0; m < MODELS; m++) {
        const mimicry_model_options o = {.size = sizeof o,
                                         .kind =
                                             m == 4 ? MIMICRY_MODEL_DISTANCE : MIMICRY_MODEL_MATRIX,
                                         .source = names[m]};
        support_expect_ok(mimicry_model_create(&o, &c->models[m], &error), &error, "model");
        text_print(&list, "%s %s", m > 0 ? "," : "", m == 1 ? "blosum80" : names[m]);
        const char *slash = strrchr(names[m], '/');
        snprintf(c->columns[m], LONGEST_NAME, "rank_%s", slash != NULL ? slash + 1 : names[m]);
        for (char *at = c->columns[m]; *at != '\0'; at++)
            *at = *at == '.' || *at == '-' ? '_' : *at;
    }
    c->list = list.bytes;
    text_free(&matrix);
}

static rank_case make_case(test_random *random, unsigned length)
{
    rank_case c = {.index = NULL};
    const char *const genes[] = {"G1", "G3"};
    const letter_source source = random_letter_source(random);
    mimicry_error error = {.size = sizeof error};
    make_proteome(&c, random, &source);
    make_queries(&c, random, &source, length);
    make_models(&c, random);
    support_expect_ok(mimicry_genes_create(genes, 2, &c.genes, &error), &error, "genes");
    return c;
}

static void free_case(rank_case *c)
{
    for (size_t m = 0; m < MODELS; m++)
        mimicry_model_free(c->models[m]);
    for (size_t q = 0; q < QUERIES; q++)
        free(c->letters[q]);
    remove(c->matrix);
    free(c->matrix);
    free(c->list);
    mimicry_genes_free(c->genes);
    mimicry_index_close(c->index);
}

/* ---- The oracle ---- */

static double score_of(const mimicry_model *model, const char *query, const char *match)
{
    double score = 0;
    for (uint32_t j = 0; query[j] != '\0'; j++)
        score += mimicry_model_score(model, query, j, match[j]);
    return score;
}

/* Of all windows that count, a row each: the scores by a model. */
static double *scores_of(const mimicry_model *model, const read_table *all)
{
    double *scores = calloc(all->n_rows + 1, sizeof *scores);
    ck_assert_ptr_nonnull(scores);
    for (size_t row = 0; row < all->n_rows; row++)
        scores[row] = score_of(model, table_text(all, row, "query"), table_text(all, row, "match"));
    return scores;
}

/* Whether two rows are of one window of one query. */
static bool is_same_window(const read_table *a, size_t row, const read_table *b, size_t other)
{
    return strcmp(table_text(a, row, "query_id"), table_text(b, other, "query_id")) == 0 &&
           table_integer(a, row, "query_start") == table_integer(b, other, "query_start") &&
           table_integer(a, row, "query_end") == table_integer(b, other, "query_end");
}

static int64_t rank_of(const read_table *all, const double *scores, const read_table *hits,
                       size_t row, double score)
{
    int64_t rank = 1;
    for (size_t i = 0; i < all->n_rows; i++)
        rank += scores[i] > score && is_same_window(all, i, hits, row);
    return rank;
}

/* `all` has every window that counts for each hit. */
static void expect_ranks(const rank_case *c, const read_table *all, const read_table *hits)
{
    for (size_t m = 0; m < MODELS; m++) {
        double *scores = scores_of(c->models[m], all);
        for (size_t row = 0; row < hits->n_rows && row < 200; row++) {
            const double score = score_of(c->models[m], table_text(hits, row, "query"),
                                          table_text(hits, row, "match"));
            const int64_t rank = table_integer(hits, row, c->columns[m]);
            const int64_t expected = rank_of(all, scores, hits, row, score);
            ck_assert_msg(rank == expected, "seed %llu: row %zu, %s: %s is %lld, not %lld",
                          (unsigned long long)support_seed(), row, c->columns[m],
                          table_text(hits, row, "match"), (long long)rank, (long long)expected);
        }
        free(scores);
    }
}

static void expect_same_text(const read_table *a, const read_table *b)
{
    char *x = table_as_text(a), *y = table_as_text(b);
    ck_assert_str_eq(x, y);
    free(x);
    free(y);
}

/* ---- Searches ---- */

static read_table search(const rank_case *c, const mimicry_search_options *options)
{
    struct ArrowArrayStream stream;
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(
        mimicry_queries_from(c->queries, QUERIES, sizeof *c->queries, NULL, &queries, &error),
        &error, "queries");
    support_expect_ok(mimicry_search(c->index, queries, options, &stream, &error), &error,
                      "search");
    read_table table = table_read_all(&stream);
    mimicry_queries_close(queries);
    return table;
}

/* What is searched: all windows of all records, or less. */
static mimicry_search_options searched(const rank_case *c, test_random *random, unsigned length)
{
    const uint32_t window = length > 9 && length < 20 ? 9 : length;
    mimicry_search_options o = {.size = sizeof o,
                                .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                .threshold = c->longest,
                                .window_min = window,
                                .window_max = window,
                                .alleles = ""};
    switch (random_below(random, 4)) {
    case 0:
        o.only_genes = c->genes;
        break;
    case 1:
        o.exclude_genes = c->genes;
        break;
    case 2:
        if (window == 9) {
            o.alleles = "A0201";
            o.max_presented = 33.219;
        }
        break;
    default:
        break;
    }
    return o;
}

static void set_reach(mimicry_search_options *o, test_random *random, unsigned length)
{
    o->threshold = (double)random_below(random, length + 1);
    if (random_chance(random, 50))
        o->top = 1 + random_below(random, 20);
    if (random_chance(random, 30)) {
        o->threshold_kind = MIMICRY_MIN_SCORE;
        o->threshold = (double)random_below(random, 2 * length);
    }
}

static void check_ranks(const rank_case *c, test_random *random, unsigned length)
{
    static const mimicry_run runs[] = {
        {.threads = 1},
        {.threads = 3, .plan = MIMICRY_PLAN_LANES},
        {.threads = 1, .plan = MIMICRY_PLAN_BRANCH, .instructions = MIMICRY_INSTRUCTIONS_PORTABLE},
        {.threads = 2, .plan = MIMICRY_PLAN_SLIDING},
        {.threads = 1, .instructions = MIMICRY_INSTRUCTIONS_PORTABLE}};
    mimicry_search_options o = searched(c, random, length);
    read_table all = search(c, &o), first;
    set_reach(&o, random, length);
    o.models = c->list;
    for (size_t r = 0; r < sizeof runs / sizeof *runs; r++) {
        o.run = runs[r];
        read_table hits = search(c, &o);
        if (r == 0) {
            first = hits;
            expect_ranks(c, &all, &first);
            continue;
        }
        expect_same_text(&first, &hits);
        table_release(&hits);
    }
    table_release(&first);
    table_release(&all);
}

START_TEST(ranks_of_searches)
{
    static const unsigned lengths[] = {1, 4, 9, 9, 12, LONG};
    for (unsigned i = 0; i < support_scaled(30); i++) {
        test_random random = random_of_case(1, i);
        const unsigned length = lengths[random_below(&random, 6)];
        rank_case c = make_case(&random, length);
        check_ranks(&c, &random, length);
        free_case(&c);
    }
}
END_TEST

/* Without what leaves windows out all windows of the proteome are counted. */
START_TEST(all_windows)
{
    test_random random = random_of_case(2, 0);
    rank_case c = make_case(&random, 9);
    const mimicry_search_options o = {.size = sizeof o,
                                      .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                      .threshold = 9,
                                      .window_min = 9,
                                      .window_max = 9};
    size_t windows = 0;
    for (uint64_t r = 0; r < RECORDS; r++) {
        char letters[512], *part = letters;
        mimicry_index_residues(c.index, r, 0, sizeof letters - 1, letters);
        for (; *part != '\0'; part += strcspn(part, "*") + (part[strcspn(part, "*")] == '*')) {
            const size_t n = strcspn(part, "*");
            windows += n >= 9 ? n - 8 : 0;
        }
    }
    read_table all = search(&c, &o);
    ck_assert_uint_eq(all.n_rows, windows * QUERIES);
    table_release(&all);
    free_case(&c);
}
END_TEST

/* ---- Screens ---- */

static mimicry_screen_options screened(const rank_case *c, test_random *random)
{
    mimicry_screen_options o = {.size = sizeof o,
                                .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                .threshold = c->longest,
                                .alleles = "",
                                .exclude_wildtype = random_chance(random, 50),
                                .exclude_own_gene = random_chance(random, 50),
                                .exclude_paralogs = random_chance(random, 50) ? 0.3 : 0,
                                .only_genes = random_chance(random, 30) ? c->genes : NULL};
    if (c->longest >= 9 && random_chance(random, 40)) {
        o.alleles = "B0702";
        o.max_presented = 44.321;
        o.order = MIMICRY_ORDER_SIMILARITY;
    }
    return o;
}

static void check_screen_ranks(const rank_case *c, test_random *random)
{
    mimicry_screen_options o = screened(c, random);
    screen_tables all = screen_index(c->index, c->queries, QUERIES, &o);
    o.threshold = (double)random_below(random, (uint64_t)c->longest + 1);
    o.top = random_chance(random, 40) ? 1 + random_below(random, 9) : 0;
    if (*o.alleles != '\0' && random_chance(random, 50))
        o.order = MIMICRY_ORDER_COMBINED;
    o.models = c->list;
    o.run.threads = 1;
    screen_tables one = screen_index(c->index, c->queries, QUERIES, &o);
    expect_ranks(c, &all.hits, &one.hits);
    o.run =
        (mimicry_run){.threads = 3,
                      .plan = random_chance(random, 50) ? MIMICRY_PLAN_BRANCH : MIMICRY_PLAN_LANES,
                      .instructions = MIMICRY_INSTRUCTIONS_PORTABLE};
    screen_tables other = screen_index(c->index, c->queries, QUERIES, &o);
    expect_same_text(&one.hits, &other.hits);
    screen_tables_free(&all);
    screen_tables_free(&one);
    screen_tables_free(&other);
}

START_TEST(ranks_of_screens)
{
    for (unsigned i = 0; i < support_scaled(30); i++) {
        test_random random = random_of_case(3, i);
        rank_case c = make_case(&random, 8 + (unsigned)random_below(&random, 5));
        for (size_t q = 0; q < QUERIES; q++)
            c.queries[q].is_sequence = q == 0;
        check_screen_ranks(&c, &random);
        free_case(&c);
    }
}
END_TEST

/* ---- What is refused ---- */

static void expect_refused(const rank_case *c, const mimicry_search_options *options,
                           const char *what)
{
    struct ArrowArrayStream stream;
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(
        mimicry_queries_from(c->queries, 1, sizeof *c->queries, NULL, &queries, &error), &error,
        "queries");
    ck_assert_int_eq(mimicry_search(c->index, queries, options, &stream, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, what) != NULL, "%s", error.message);
    mimicry_queries_close(queries);
}

static void expect_refused_list(const rank_case *c, const char *list, const char *what)
{
    struct ArrowArrayStream rows, hits;
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};
    const mimicry_search_options search = {.size = sizeof search, .models = list};
    const mimicry_screen_options screen = {.size = sizeof screen, .models = list};
    expect_refused(c, &search, what);
    support_expect_ok(
        mimicry_queries_from(c->queries, 1, sizeof *c->queries, NULL, &queries, &error), &error,
        "queries");
    ck_assert_int_eq(mimicry_screen(c->index, queries, &screen, &rows, &hits, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, what) != NULL, "%s", error.message);
    mimicry_queries_close(queries);
}

/* One more than there may be. */
START_TEST(too_many_models)
{
    enum { MANY = 17 };
    test_random random = random_of_case(5, 0);
    rank_case c = make_case(&random, 9);
    test_text matrix = random_matrix(&random, MATRIX_SMALL), list = {0};
    char *paths[MANY];
    for (size_t i = 0; i < MANY; i++) {
        paths[i] = support_write_file(".mat", matrix.bytes, matrix.length);
        text_print(&list, "%s%s", i > 0 ? "," : "", paths[i]);
    }
    expect_refused_list(&c, list.bytes, "more than 16");
    for (size_t i = 0; i < MANY; i++) {
        remove(paths[i]);
        free(paths[i]);
    }
    text_free(&matrix);
    text_free(&list);
    free_case(&c);
}
END_TEST

START_TEST(refused_models)
{
    test_random random = random_of_case(4, 0);
    rank_case c = make_case(&random, 9);
    mimicry_model *motif;
    mimicry_error error = {.size = sizeof error};
    char name[200] = "";
    memset(name, 'a', sizeof name - 1);
    expect_refused_list(&c, "", "an empty one");
    expect_refused_list(&c, "PAM30,", "an empty one");
    expect_refused_list(&c, "PAM30, pam30", "'PAM30' comes twice");
    expect_refused_list(&c, "relatedness,relatedness", "comes twice");
    expect_refused_list(&c, "BLOSUM62,PAM3O", "unknown matrix 'PAM3O'");
    expect_refused_list(&c, name, "too long a name");
    mimicry_search_options o = {.size = sizeof o, .models = "PAM30", .max_indels = 1};
    expect_refused(&c, &o, "models and indels");
    o.max_indels = 0;
    o.positions = MIMICRY_POSITIONS_ANYWHERE;
    expect_refused(&c, &o, "models and discontinuous epitopes");
    o.positions = MIMICRY_POSITIONS_NONE;
    o.rows = MIMICRY_ROWS_COUNTS;
    expect_refused(&c, &o, "models and these rows");
    o.rows = MIMICRY_ROWS_PEPTIDES;
    expect_refused(&c, &o, "models and these rows");
    o.rows = MIMICRY_ROWS_HITS;
    support_expect_ok(model_motif("..DP", &motif, &error), &error, "motif");
    o.model = motif;
    expect_refused(&c, &o, "motif");
    mimicry_model_free(motif);
    free_case(&c);
}
END_TEST

int main(void)
{
    support_begin("test_model_ranks");
    Suite *suite = suite_create("model ranks");
    support_add_test(suite, ranks_of_searches);
    support_add_test(suite, all_windows);
    support_add_test(suite, ranks_of_screens);
    support_add_test(suite, too_many_models);
    support_add_test(suite, refused_models);
    return support_run(suite);
}
