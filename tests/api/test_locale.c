/* What is read, computed, written and refused is the same in every locale of the program: one whose
 * numbers have a comma, one whose capital of `i` is not `I`, and one of single bytes. */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Letters that Turkish folds otherwise, words that only capitals know, and bytes above ASCII. */
static const char fasta[] = ">sp|P00001|TITIN_HUMAN Titin I\xc4\xb0\xfd OS=Homo sapiens OX=9606 "
                            "GN=TITIN PE=1\nMKTAYIAKQRSIINFEKLGGSVAPSPTSGVKKLLEVDPIGHLYWW\n"
                            ">sp|P00002|B_HUMAN \xdd\xc9=1 x GN=MIDI\xc4\xb1 PE=1\n"
                            "mrthsllllkesdpivaqyffsiinfeklpp\n"
                            ">ENSP00000000003.4 pep gene:ENSG00000000012.3\nSIINFEKLSIINFEKV\n";
static const char queries[] = "ID\tPEPTIDE\tWILDTYPE\tGENE\tHLA ALLELE\n"
                              "i1\tsiinfekl\tSIINFEKV\ttitin\tA1\n"
                              "I2\tESDPIVAQ\tN/A\tMIDI\xc4\xb1\tNULL\n";
static const char expression[] = "GENE_ID;GENE;SKIN;LIVER;K\xc4\xb1\xc4\xb0\n"
                                 "ensg00000000012.9;;1.5;2.25e-1;NULL\n"
                                 ";titin;0.125;1e3;\n;midi\xc4\xb1;7.5;0.1;0.30\n";
static const char organs[] = "TISSUE,ORGAN,VITAL\nskin,SKIN,NO\nLiver,LIVER,YES\n";
static const char binders[] = "PEPTIDE,HLA ALLELE,%RANK_EL\nsiinfekl,I1,0.05\nSIINFEKV,i2,1.5\n";
static const char profile[] = "POSITION\tI\tN\n1\t1.5\t-0.25\n2\t0.125\t2.5e0\n";
static const char matrix[] =
    "#  I\n   A  R  N  D  C  Q  E  G  H  I  L  K  M  F  P  S  T  W  Y  V\n";
static const char pairs[] = "A\tB\tKD_WT\tKD_MT\nSIINFEKL\tSIINFEKV\t512.5\t1.25e1\n";

static char *written(const char *ending, const char *text)
{
    return support_write_file(ending, text, strlen(text));
}

static int take_text(void *data, const char *bytes, size_t count)
{
    text_add(data, bytes, count);
    return 0;
}

static void take_note(void *data, const char *note)
{
    text_print(data, "note: %s\n", note);
}

/* The table as text in each form that has names; or the failure, without names of files. */
static void put_table(test_text *out, mimicry_status status, struct ArrowArrayStream *table,
                      const mimicry_error *error, int32_t format)
{
    const mimicry_write_options options = {.size = sizeof options, .format = format};
    mimicry_error failed = {.size = sizeof failed};

    if (status == MIMICRY_OK)
        status = mimicry_table_write(table, &options, take_text, out, NULL, &failed);
    else
        failed = *error;
    if (table->release != NULL)
        table->release(table);
    const char *message = strrchr(failed.message, '/') ? strrchr(failed.message, '/') : "";
    text_print(out, "status %d, line %d: %s\n", (int)status, (int)failed.line,
               *message != '\0' ? strchr(message, ':') : failed.message);
}

/* ---- Searches and screens ---- */

static mimicry_annotations *annotate(void)
{
    static const int32_t kinds[] = {MIMICRY_EXPRESSION, MIMICRY_ORGANS, MIMICRY_BINDERS};
    const char *const texts[] = {expression, organs, binders};
    mimicry_annotations *made;
    mimicry_error error = {.size = sizeof error};

    ck_assert_int_eq(mimicry_annotations_create(&made, NULL), MIMICRY_OK);
    for (size_t i = 0; i < COUNT(kinds); i++) {
        char *path = written(".csv", texts[i]);
        support_expect_ok(mimicry_annotations_add(made, kinds[i], path, &error), &error, texts[i]);
        remove(path);
        free(path);
    }
    return made;
}

static void put_searches(test_text *out, const mimicry_index *index, const mimicry_model *model,
                         int32_t kind, double threshold)
{
    char *path = written(".tsv", queries);
    mimicry_annotations *annotations = annotate();
    mimicry_error error = {.size = sizeof error};

    for (int32_t format = MIMICRY_FORMAT_TSV; format <= MIMICRY_FORMAT_BLAST6; format++) {
        struct ArrowArrayStream hits = {.release = NULL};
        mimicry_queries *read = NULL;
        const mimicry_search_options options = {
            .size = sizeof options,
            .run = {.threads = 1, .note = take_note, .data = out},
            .model = model,
            .threshold_kind = kind,
            .threshold = threshold,
            .columns = MIMICRY_COLUMN_VITAL | MIMICRY_COLUMN_EVALUE,
            .annotations = annotations,
            .min_expression = 0.5};
        support_expect_ok(mimicry_queries_open(path, NULL, &read, &error), &error, path);
        text_print(out, "%s\n", mimicry_queries_columns(read));
        const bool of_model = model != NULL && mimicry_model_peptide(model) != NULL;
        mimicry_status status =
            mimicry_search(index, of_model ? NULL : read, &options, &hits, &error);
        put_table(out, status, &hits, &error, format);
        mimicry_queries_close(read);
    }
    mimicry_annotations_free(annotations);
    remove(path);
    free(path);
}

static void put_screen(test_text *out, const mimicry_index *index)
{
    char *path = written(".tsv", queries);
    mimicry_annotations *annotations = annotate();
    mimicry_queries *read = NULL;
    struct ArrowArrayStream rows = {.release = NULL};
    mimicry_error error = {.size = sizeof error};
    const mimicry_screen_options options = {.size = sizeof options,
                                            .run = {.threads = 1, .note = take_note, .data = out},
                                            .exclude_own_gene = 1,
                                            .exclude_wildtype = 1,
                                            .dissimilarity = 1,
                                            .columns = MIMICRY_COLUMN_VITAL,
                                            .annotations = annotations};

    support_expect_ok(mimicry_queries_open(path, NULL, &read, &error), &error, path);
    mimicry_status status = mimicry_screen(index, read, &options, &rows, NULL, &error);
    put_table(out, status, &rows, &error, MIMICRY_FORMAT_JSONL);
    mimicry_queries_close(read);
    mimicry_annotations_free(annotations);
    remove(path);
    free(path);
}

/* ---- Models and scores ---- */

static mimicry_model *make_model(test_text *out, int32_t kind, const char *text, const char *mask)
{
    static char *of_profile; /* tables tell its name: it has one */
    char *path = text == NULL ? NULL : text == profile ? of_profile : written(".tsv", text);
    mimicry_model *model = NULL;
    mimicry_error error = {.size = sizeof error};
    if (text == profile && path == NULL)
        path = of_profile = written(".tsv", text);
    const mimicry_model_options options = {
        .size = sizeof options, .kind = kind, .source = path, .mask = mask};

    const mimicry_status status = mimicry_model_create(&options, &model, &error);
    text_print(out, "model: %d\n", (int)status);
    if (status != MIMICRY_OK)
        text_print(out, "%s\n", strchr(error.message, ':') ? strchr(error.message, ':') : "");
    if (path != NULL && path != of_profile)
        remove(path);
    if (path != of_profile)
        free(path);
    return model;
}

static char *make_matrix(void)
{
    test_text text = {0};

    text_print(&text, "%s", matrix);
    for (const char *row = "ARNDCQEGHILKMFPSTWYV"; *row; row++) {
        text_print(&text, "%c", *row);
        for (int c = 0; c < 20; c++)
            text_print(&text, " %d", (int)((*row * 7 + c * 5) % 9) - 4);
        text_print(&text, "\n");
    }
    return text.bytes;
}

/* An integer and a fraction, for numbers are written by the library alone. */
static void put_number(test_text *out, double value)
{
    if (isnan(value))
        text_print(out, "none\n");
    else
        text_print(out, "%ld + %ld e-9\n", (long)floor(value),
                   lround((value - floor(value)) * 1e9));
}

static void put_models(test_text *out, const mimicry_index *index)
{
    char *text = make_matrix();
    mimicry_model *models[] = {
        make_model(out, MIMICRY_MODEL_MATRIX, NULL, "1.5,0.25,1,1,1e0,2.125,1,.5"),
        make_model(out, MIMICRY_MODEL_MATRIX, text, NULL),
        make_model(out, MIMICRY_MODEL_DISTANCE, NULL, NULL),
        make_model(out, MIMICRY_MODEL_PROFILE, profile, NULL),
        make_model(out, MIMICRY_MODEL_MATRIX, NULL, "1,5;2"), /* refused */
        make_model(out, MIMICRY_MODEL_PROFILE, "position\tI\n1\t1,5\n", NULL),
    };

    for (size_t i = 0; i < COUNT(models); i++) {
        if (models[i] == NULL)
            continue;
        put_number(out, mimicry_model_score(models[i], "SIINFEKL", 1, 'I'));
        put_searches(out, index, models[i], MIMICRY_MIN_SCORE, i == 2 ? -40.5 : i == 3 ? 1.5 : 2.5);
        mimicry_model_free(models[i]);
    }
    free(text);
}

static char *make_parameters(void)
{
    test_text text = {0};

    text_print(&text, "{\"factors\": [1, 0.5, 2.5e-1],\n\"residues\": \"ACDEFGHIKLMNPQRSTVWY\",\n"
                      "\"table\": [");
    for (int r = 0; r < 20; r++) {
        text_print(&text, "%s[", r > 0 ? "," : "");
        for (int c = 0; c < 20; c++)
            text_print(&text, "%s%d.%d", c > 0 ? "," : "", c, r);
        text_print(&text, "]\n");
    }
    text_print(&text, "]}\n");
    char *path = written(".json", text.bytes);
    text_free(&text);
    return path;
}

static void put_scores(test_text *out)
{
    char *path = make_parameters(), *table = written(".tsv", pairs);
    const double weights[] = {1.5, 0.5, 1};

    for (int32_t method = MIMICRY_SCORE_HAMMING; method <= MIMICRY_SCORE_AMPLITUDE; method++) {
        mimicry_scorer *scorer = NULL;
        mimicry_error error = {.size = sizeof error};
        double value = NAN;
        const mimicry_score_options options = {.size = sizeof options,
                                               .method = method,
                                               .weights = method == 1 ? weights : NULL,
                                               .n_weights = method == 1 ? 3 : 0,
                                               .parameters = path};

        mimicry_status status = mimicry_scorer_create(&options, &scorer, &error);
        if (status == MIMICRY_OK)
            status = mimicry_scorer_pair(scorer, "AIV", "CIL", &value, &error);
        text_print(out, "method %d: %d %s\n", (int)method, (int)status,
                   status == MIMICRY_OK || strchr(error.message, '/') ? "" : error.message);
        if (isfinite(value))
            put_number(out, value);
        mimicry_scorer_free(scorer);
    }
    mimicry_queries *read = NULL;
    const mimicry_query *rows;
    size_t count, stride;
    const mimicry_read_options both = {.size = sizeof both,
                                       .flags = MIMICRY_READ_PAIRS | MIMICRY_READ_CONSTANTS};
    ck_assert_int_eq(mimicry_queries_open(table, &both, &read, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_queries_next(read, 1, &rows, &count, &stride, NULL), MIMICRY_OK);
    put_number(out, rows->kd_wildtype);
    put_number(out, rows->kd_mutant);
    mimicry_queries_close(read);
    remove(path);
    remove(table);
    free(path);
    free(table);
}

/* ---- What is refused, with numbers and reasons in the message ---- */

static void put_refused(test_text *out, const mimicry_index *index)
{
    static const char *const tables[] = {"PEPTIDE\nSIINFEKL\nNIL\nNULL\n", "Peptide\nSiIN\n",
                                         "peptide\nS\xc4\xb0N\n", "GENE\tLIVER\nA\t0,5\n"};
    mimicry_error error = {.size = sizeof error};
    mimicry_index *none;

    put_searches(out, index, NULL, MIMICRY_MAX_MISMATCHES, 1.5);
    put_searches(out, index, NULL, MIMICRY_MAX_EVALUE, -0.25);
    for (size_t i = 0; i < COUNT(tables); i++) {
        char *path = written(".tsv", tables[i]);
        struct ArrowArrayStream hits = {.release = NULL};
        mimicry_queries *read = NULL;

        mimicry_status status = mimicry_queries_open(path, NULL, &read, &error);
        if (status == MIMICRY_OK)
            status = mimicry_search(index, read, NULL, &hits, &error);
        put_table(out, status, &hits, &error, MIMICRY_FORMAT_TSV);
        mimicry_queries_close(read);
        remove(path);
        free(path);
    }
    ck_assert_int_ne(mimicry_index_open("./none", 0, &none, &error), MIMICRY_OK);
    text_print(out, "%s\n", error.message);
}

/* All that a locale might change. */
static char *transcript(void)
{
    test_text out = {0};
    char *path = written(".fasta", fasta);
    mimicry_index *index = NULL;
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream records = {.release = NULL};

    support_expect_ok(mimicry_index_open(path, MIMICRY_OPEN_FASTA, &index, &error), &error, path);
    put_table(&out, mimicry_index_table(index, MIMICRY_INDEX_RECORDS, &records, &error), &records,
              &error, MIMICRY_FORMAT_CSV);
    put_searches(&out, index, NULL, MIMICRY_MAX_MISMATCHES, 2);
    put_searches(&out, index, NULL, MIMICRY_MIN_SIMILARITY, 0.75);
    put_screen(&out, index);
    put_models(&out, index);
    put_scores(&out);
    put_refused(&out, index);
    mimicry_index_close(index);
    remove(path);
    free(path);
    return out.bytes;
}

/* ---- Locales ---- */

static const char *const sources[][3] = {
    {"de_DE", "UTF-8", "de_DE.UTF-8"},
    {"tr_TR", "UTF-8", "tr_TR.UTF-8"},
    {"tr_TR", "ISO-8859-9", "tr_TR.ISO-8859-9"},
};

/* Makes the locales in a folder of their own, where the machine can: before any is asked for, for
 * what is missing then stays missing. */
static void make_locales(const char *folder)
{
    char command[512];
    bool any = false;

    snprintf(command, sizeof command, "mkdir '%s'", folder);
    if (system(command) != 0)
        return;
    for (size_t i = 0; i < COUNT(sources); i++) {
        snprintf(command, sizeof command, "localedef -i %s -f %s '%s/%s' >/dev/null 2>&1",
                 sources[i][0], sources[i][1], folder, sources[i][2]);
        any = system(command) == 0 || any;
    }
    if (any)
        setenv("LOCPATH", folder, 1);
}

START_TEST(the_same_everywhere)
{
    unsigned compared = 0;

    ck_assert_ptr_nonnull(setlocale(LC_ALL, "C"));
    char *expected = transcript();
    ck_assert_ptr_nonnull(strstr(expected, "\t7.5\t"));
    ck_assert_ptr_nonnull(strstr(expected, "IN\tII\t1\t1.625\t")); /* by the profile */
    ck_assert_ptr_nonnull(strstr(expected, "1.5 mismatches"));
    for (size_t i = 0; i < COUNT(sources); i++) {
        if (setlocale(LC_ALL, sources[i][2]) == NULL) {
            printf("skipped: no locale %s, and localedef cannot make it\n", sources[i][2]);
            continue;
        }
        char *found = transcript(), number[8];
        snprintf(number, sizeof number, "%.1f", 0.5);
        ck_assert_msg(strcmp(number, "0,5") == 0, "%s has no comma", sources[i][2]);
        ck_assert_ptr_nonnull(setlocale(LC_ALL, "C"));
        size_t at = 0;
        while (expected[at] != '\0' && expected[at] == found[at])
            at++;
        ck_assert_msg(expected[at] == found[at], "%s: '%.200s' where C has '%.200s'", sources[i][2],
                      found + (at < 60 ? 0 : at - 60), expected + (at < 60 ? 0 : at - 60));
        free(found);
        compared++;
    }
    printf("%u locales, %zu bytes each\n", compared, strlen(expected));
    free(expected);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("locale");

    support_begin("test_locale");
    char *folder = support_temporary_name("");
    make_locales(folder);
    support_add_test(suite, the_same_everywhere);
    const int status = support_run(suite);
    char command[512];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    free(folder);
    return system(command) == 0 ? status : EXIT_FAILURE;
}
