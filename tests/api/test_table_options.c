/* Tables of searches by hand: annotations, motifs, discontinuous epitopes, explanations; what the
 * user is told, and what is refused. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"
#include "table_reader.h"

static const char fasta[] = ">sp|P1|A_HUMAN one OS=x GN=TTN\nMESDPIVAQYK\n"
                            ">sp|P2|B_HUMAN two OS=x GN=HLA B\nESDPIVAQY\n"
                            ">three\nESDPIVAQY\n"
                            ">sp|P6|F_HUMAN six OS=x GN=OFF\nESDPIVAQF\n";
static const char atlas[] = "Gene\tGene name\tGene synonym\tTissue\tnTPM\n"
                            "ENSG1\tTTN\tCMD1G, old\theart muscle\t57.3\n"
                            "ENSG1\tTTN\tCMD1G, old\tskin\t1\n"
                            "ENSG1\tTTN\tCMD1G, old\tliver\t0.9\n"
                            "ENSG2\tHLA B\t\tliver\t100\n"
                            "ENSG3\tOFF\t\tliver\t0\n"
                            "ENSG3\tOFF\t\tskin\t\n";
static const char binders[] = "Peptide,MHC,%Rank_EL\n"
                              "esdpivaqy,HLA-B*35:01,0.9\nESDPIVAQY,HLA-A*01:01,0.02\n";
static const char organs[] = "vital\ttissue\torgan\nno\tHEART_MUSCLE\tpump\nYes\tskin\thide\n";

static mimicry_index *all_records;
static mimicry_annotations *everything, *only_binders, *only_organs;

static void add(mimicry_annotations *annotations, int32_t kind, const char *text)
{
    mimicry_error error = {.size = sizeof error};
    char *path = text == NULL ? NULL : support_write_file(".txt", text, strlen(text));

    support_expect_ok(mimicry_annotations_add(annotations, kind, path, &error), &error, "a table");
    if (path != NULL)
        remove(path);
    free(path);
}

static mimicry_annotations *create_annotations(void)
{
    mimicry_annotations *made;
    mimicry_error error = {.size = sizeof error};

    support_expect_ok(mimicry_annotations_create(&made, &error), &error, "annotations");
    return made;
}

static void open_all(void)
{
    mimicry_error error = {.size = sizeof error};
    char *path = support_write_file(".fasta", fasta, strlen(fasta));

    support_expect_ok(mimicry_index_open(path, MIMICRY_OPEN_FASTA, &all_records, &error), &error,
                      "the proteome");
    remove(path);
    free(path);
    everything = create_annotations();
    add(everything, MIMICRY_EXPRESSION, atlas);
    add(everything, MIMICRY_ORGANS, NULL);
    add(everything, MIMICRY_BINDERS, binders);
    only_binders = create_annotations();
    add(only_binders, MIMICRY_BINDERS, binders);
    only_organs = create_annotations();
    add(only_organs, MIMICRY_ORGANS, organs);
}

static void close_all(void)
{
    mimicry_annotations_free(everything);
    mimicry_annotations_free(only_binders);
    mimicry_annotations_free(only_organs);
    mimicry_index_close(all_records);
}

static mimicry_queries *queries_of(const char *peptide, uint32_t flags)
{
    const mimicry_query row = {.peptide = peptide};
    const mimicry_read_options options = {.size = sizeof options, .flags = flags};
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};

    support_expect_ok(mimicry_queries_from(&row, 1, sizeof row, &options, &queries, &error), &error,
                      "a query");
    return queries;
}

/* Closes the queries before the table is read: it keeps them. */
static read_table search(const char *peptide, uint32_t flags, const mimicry_search_options *options)
{
    mimicry_queries *queries = peptide == NULL ? NULL : queries_of(peptide, flags);
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream stream;

    support_expect_ok(mimicry_search(all_records, queries, options, &stream, &error), &error,
                      "a search");
    mimicry_queries_close(queries);
    return table_read_all(&stream);
}

static void expect_search(const char *peptide, uint32_t flags,
                          const mimicry_search_options *options, const char *wanted)
{
    read_table table = search(peptide, flags, options);
    char *text = table_as_text(&table);

    for (char *c = text; *c != '\0'; c++)
        *c = *c == '\t' ? '|' : *c;
    ck_assert_str_eq(text, wanted);
    free(text);
    table_release(&table);
}

#define HIT_COLUMNS "query_id|query|match|mismatches|score|accession|gene|start|end|rank"

/* ---- Annotations ---- */

START_TEST(annotations_are_columns)
{
    mimicry_search_options o = {.size = sizeof o,
                                .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                .threshold = 1,
                                .columns = MIMICRY_COLUMN_VITAL,
                                .annotations = everything};

    expect_search("ESDPIVAQY", 0, &o,
                  HIT_COLUMNS
                  "|expression|tissues|vital|organs|presented|allele\n"
                  "1|ESDPIVAQY|ESDPIVAQY|0|46|P1|TTN|2|10|1|57.299999999999997|heart muscle;skin|"
                  "heart muscle|heart;skin|0.02|HLA-A*01:01\n"
                  "1|ESDPIVAQY|ESDPIVAQY|0|46|P2|HLA B|1|9|1|100|liver|liver|liver|"
                  "0.02|HLA-A*01:01\n"
                  "1|ESDPIVAQY|ESDPIVAQY|0|46|three||1|9|1||unknown|unknown|unknown|"
                  "0.02|HLA-A*01:01\n"
                  "1|ESDPIVAQY|ESDPIVAQF|1|42|P6|OFF|1|9|4|0|unknown|unknown|unknown||\n");
    o.columns = 0;
    o.min_expression = 58;
    o.threshold = 0;
    expect_search("ESDPIVAQY", 0, &o,
                  HIT_COLUMNS
                  "|expression|tissues|organs|presented|allele\n"
                  "1|ESDPIVAQY|ESDPIVAQY|0|46|P1|TTN|2|10|1|57.299999999999997|none|none|"
                  "0.02|HLA-A*01:01\n"
                  "1|ESDPIVAQY|ESDPIVAQY|0|46|P2|HLA B|1|9|1|100|liver|liver|0.02|HLA-A*01:01\n"
                  "1|ESDPIVAQY|ESDPIVAQY|0|46|three||1|9|1||unknown|unknown|0.02|HLA-A*01:01\n");
    o.min_expression = 0;
    o.annotations = only_binders;
    expect_search("SDPIVAQF", 0, &o,
                  HIT_COLUMNS "|presented|allele\n"
                              "1|SDPIVAQF|SDPIVAQF|0|40|P6|OFF|2|9|1||\n");
}
END_TEST

/* Vital tissues without a table of organs are those of the built-in one, without its column. */
START_TEST(vital_tissues_need_no_organs)
{
    mimicry_annotations *expression = create_annotations();
    add(expression, MIMICRY_EXPRESSION, atlas);
    const mimicry_search_options o = {
        .size = sizeof o, .columns = MIMICRY_COLUMN_VITAL, .annotations = expression};

    expect_search("MESDPIVAQYK", 0, &o,
                  HIT_COLUMNS "|expression|tissues|vital\n"
                              "1|MESDPIVAQYK|MESDPIVAQYK|0|56|P1|TTN|1|11|1|57.299999999999997|"
                              "heart muscle;skin|heart muscle\n");
    mimicry_annotations_free(expression);
}
END_TEST

/* ---- Notes ---- */

struct notes {
    char text[1024];
};

static void take_note(void *data, const char *note)
{
    struct notes *notes = data;

    ck_assert_ptr_null(strchr(note, '\n'));
    ck_assert_uint_lt(strlen(notes->text) + strlen(note) + 2, sizeof notes->text);
    strcat(strcat(notes->text, note), "\n");
}

START_TEST(what_is_left_open_is_told)
{
    static const char *const names[] = {"NOGENE"};
    struct notes notes = {""};
    mimicry_genes *genes;
    mimicry_annotations *annotations = create_annotations();
    mimicry_search_options o = {
        .size = sizeof o, .run = {.note = take_note, .data = &notes}, .annotations = annotations};

    add(annotations, MIMICRY_EXPRESSION, atlas);
    add(annotations, MIMICRY_ORGANS, organs);
    ck_assert_int_eq(mimicry_genes_create(names, 1, &genes, NULL), MIMICRY_OK);
    o.exclude_genes = genes;
    read_table table = search("MESDPIVAQYK", 0, &o);
    ck_assert_str_eq(table_text(&table, 0, "organs"), "pump;hide");
    ck_assert_str_eq(notes.text,
                     "records without a gene, which are searched: 1 of 4\n"
                     "genes to be left out that match no record: 1 of 1, 'NOGENE' the first\n"
                     "tissues that are not in the table of organs, so that it is unknown whether "
                     "they are vital: 1 of 3, 'liver' the first\n");
    table_release(&table);
    mimicry_genes_free(genes);
    mimicry_annotations_free(annotations);
}
END_TEST

/* ---- Queries of other kinds ---- */

START_TEST(motifs_bring_their_peptide)
{
    mimicry_model *model;
    mimicry_error error = {.size = sizeof error};
    const mimicry_model_options motif = {
        .size = sizeof motif, .kind = MIMICRY_MODEL_MOTIF, .source = "ES[DE]x(5)[YF]"};
    mimicry_search_options o = {.size = sizeof o};

    support_expect_ok(mimicry_model_create(&motif, &model, &error), &error, "a motif");
    o.model = model;
    o.rows = MIMICRY_ROWS_COUNTS;
    expect_search(NULL, 0, &o, "query_id|query|mismatches|count\nES[DE]x(5)[YF]|ESXXXXXXX|0|4\n");
    o.rows = MIMICRY_ROWS_PEPTIDES;
    expect_search(NULL, 0, &o,
                  "query_id|query|match|mismatches|score|count|accessions|genes|rank\n"
                  "ES[DE]x(5)[YF]|ESXXXXXXX|ESDPIVAQY|0|4|3|P1;P2;three|TTN;HLA B|1\n"
                  "ES[DE]x(5)[YF]|ESXXXXXXX|ESDPIVAQF|0|4|1|P6|OFF|1\n");
    mimicry_model_free(model);
}
END_TEST

START_TEST(epitopes_have_positions)
{
    const mimicry_search_options o = {.size = sizeof o,
                                      .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                      .threshold = 1,
                                      .positions = MIMICRY_POSITIONS_ANYWHERE,
                                      .columns = MIMICRY_COLUMN_ALIGNMENT};
    mimicry_search_options fixed = o;

    expect_search("E2 D4, Y10", MIMICRY_READ_EPITOPES, &o,
                  HIT_COLUMNS "|alignment\n"
                              "1|E2 D4, Y10|E2, D4, Y10|0|18|P1|TTN|2|10|1|...\n"
                              "1|E2 D4, Y10|E1, D3, Y9|0|18|P2|HLA B|1|9|1|...\n"
                              "1|E2 D4, Y10|E1, D3, Y9|0|18|three||1|9|1|...\n"
                              "1|E2 D4, Y10|E1, D3, F9|1|14|P6|OFF|1|9|4|..F\n");
    fixed.positions = MIMICRY_POSITIONS_FIXED;
    fixed.columns = MIMICRY_COLUMN_PROTEIN;
    expect_search("E2 D4, Y10", MIMICRY_READ_EPITOPES, &fixed,
                  HIT_COLUMNS "|protein\n1|E2 D4, Y10|E2, D4, Y10|0|18|P1|TTN|2|10|1|one\n");
}
END_TEST

/* ---- Explanations ---- */

static read_table explain(const char *peptide, const mimicry_search_options *options)
{
    mimicry_queries *queries = queries_of(peptide, 0);
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream stream;

    support_expect_ok(mimicry_explain(all_records, queries, options, &stream, &error), &error,
                      "an explanation");
    mimicry_queries_close(queries);
    return table_read_all(&stream);
}

START_TEST(every_window_is_explained)
{
    static const char peptide[] = "ESDPIVAQY";
    mimicry_search_options o = {.size = sizeof o,
                                .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                .threshold = 2,
                                .window_min = 6,
                                .window_max = 7};
    read_table table = explain(peptide, &o);
    size_t row = 0;

    for (size_t start = 0; start < 9; start++) {
        for (size_t length = 6; length <= 7 && start + length <= 9; length++, row++) {
            char window[10] = "";
            bool known = false;
            memcpy(window, peptide + start, length);
            ck_assert_str_eq(table_text(&table, row, "query"), window);
            for (size_t i = 1; mimicry_name(MIMICRY_NAMES_PLANS, i) != NULL; i++)
                known = known || strcmp(table_text(&table, row, "plan"),
                                        mimicry_name(MIMICRY_NAMES_PLANS, i)) == 0;
            ck_assert(known);
        }
    }
    ck_assert_uint_eq(row, table.n_rows);
    table_release(&table);
    o.run.plan = MIMICRY_PLAN_PLANES;
    table = explain(peptide, &o);
    ck_assert_str_eq(table_text(&table, 0, "plan"), "planes");
    table_release(&table);
}
END_TEST

/* ---- What is refused ---- */

static void expect_refused(const char *peptide, uint32_t flags,
                           const mimicry_search_options *options, const char *message)
{
    mimicry_queries *queries = peptide == NULL ? NULL : queries_of(peptide, flags);
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream stream;

    memset(&stream, 0xaa, sizeof stream);
    ck_assert_int_eq(mimicry_search(all_records, queries, options, &stream, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_ptr_null(strstr(error.message, "\n"));
    ck_assert_msg(strstr(error.message, message) != NULL, "'%s' is told, and not '%s'",
                  error.message, message);
    ck_assert(stream.release == NULL);
    mimicry_queries_close(queries);
}

#define REFUSED(message, ...)                                                                      \
    expect_refused("ESDPIVAQY", 0,                                                                 \
                   &(mimicry_search_options){.size = sizeof(mimicry_search_options), __VA_ARGS__}, \
                   message)

START_TEST(options_that_clash_are_refused)
{
    const int32_t counts = MIMICRY_ROWS_COUNTS, peptides = MIMICRY_ROWS_PEPTIDES;

    REFUSED("rows", .rows = 3);
    REFUSED("rows", .rows = -1);
    REFUSED("columns", .columns = 32);
    REFUSED("flank", .flank = 101);
    REFUSED("counts and flank", .rows = counts, .flank = 1);
    REFUSED("counts and columns", .rows = counts, .columns = MIMICRY_COLUMN_EVALUE);
    REFUSED("counts and max_indels", .rows = counts, .max_indels = 1);
    REFUSED("counts and annotations", .rows = counts, .annotations = everything);
    REFUSED("flank", .rows = peptides, .flank = 1);
    REFUSED("annotations", .rows = peptides, .annotations = everything);
    REFUSED("columns of single hits", .rows = peptides, .columns = MIMICRY_COLUMN_GROUP);
    REFUSED("E-values and max_indels", .columns = MIMICRY_COLUMN_EVALUE, .max_indels = 1);
    REFUSED("table of expression", .columns = MIMICRY_COLUMN_VITAL, .annotations = only_binders);
    REFUSED("table of expression", .columns = MIMICRY_COLUMN_VITAL);
    REFUSED("table of expression", .annotations = only_organs);
    REFUSED("table of expression", .min_expression = 2);
    REFUSED("finite", .annotations = everything, .min_expression = NAN);
    REFUSED("indels", .max_indels = 1, .top = 1);
    REFUSED("indels", .max_indels = 9);
    REFUSED("indels", .max_indels = 1, .threshold_kind = MIMICRY_MIN_SCORE);
    REFUSED("threshold_kind", .threshold_kind = 7);
    REFUSED("goes with a scan", .threshold_kind = MIMICRY_MIN_ACTIVITY, .threshold = 0.5);
    REFUSED("without its kind", .threshold = 1);
    REFUSED("whole number", .threshold_kind = MIMICRY_MAX_MISMATCHES, .threshold = 0.5);
    REFUSED("windows of 3 to 2", .window_min = 3, .window_max = 2);
    REFUSED("positions", .positions = 3);
    REFUSED("threads", .run = {.threads = -1});
    REFUSED("plan", .run = {.plan = MIMICRY_PLAN_SCAN});
}
END_TEST

#define REFUSED_EPITOPE(message, ...)                                                              \
    expect_refused("E2 D4", MIMICRY_READ_EPITOPES,                                                 \
                   &(mimicry_search_options){.size = sizeof(mimicry_search_options),               \
                                             .positions = MIMICRY_POSITIONS_ANYWHERE,              \
                                             __VA_ARGS__},                                         \
                   message)

START_TEST(what_epitopes_do_not_have_is_refused)
{
    REFUSED_EPITOPE("top", .top = 1);
    REFUSED_EPITOPE("windows", .window_min = 2, .window_max = 2);
    REFUSED_EPITOPE("indels", .max_indels = 1);
    REFUSED_EPITOPE("flank", .flank = 1);
    REFUSED_EPITOPE("these rows", .rows = MIMICRY_ROWS_COUNTS);
    REFUSED_EPITOPE("these rows", .rows = MIMICRY_ROWS_PEPTIDES);
    REFUSED_EPITOPE("E-values", .columns = MIMICRY_COLUMN_EVALUE);
    REFUSED_EPITOPE("groups", .columns = MIMICRY_COLUMN_GROUP);
    REFUSED_EPITOPE("binders", .annotations = only_binders);
    REFUSED_EPITOPE("mismatches", .threshold_kind = MIMICRY_MIN_SCORE);
}
END_TEST

START_TEST(queries_that_cannot_be_searched_are_refused)
{
    const mimicry_search_options plain = {.size = sizeof plain};
    mimicry_search_options evalues = plain, eleven = plain;
    const mimicry_model_options motif = {
        .size = sizeof motif, .kind = MIMICRY_MODEL_MOTIF, .source = "E.D"};
    mimicry_model *model;

    evalues.columns = MIMICRY_COLUMN_EVALUE;
    expect_refused(NULL, 0, &plain, "queries are missing");
    expect_refused("ACD*EF", 0, &plain, "row 1: a sequence");
    expect_refused("ACD*EF", 0, &evalues, "row 1: a sequence");
    ck_assert_int_eq(mimicry_model_create(&motif, &model, NULL), MIMICRY_OK);
    eleven.model = model;
    expect_refused("ACDE", 0, &eleven, "row 1: a peptide of 4 residues: the model is for 3");
    mimicry_model_free(model);
    expect_refused("E3 D5", MIMICRY_READ_EPITOPES, &plain, "is no residue");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("options of tables of searches");
    TCase *all = tcase_create("all");

    support_begin("test_table_options");
    tcase_add_unchecked_fixture(all, open_all, close_all);
    tcase_set_timeout(all, 60);
    tcase_add_test(all, annotations_are_columns);
    tcase_add_test(all, vital_tissues_need_no_organs);
    tcase_add_test(all, what_is_left_open_is_told);
    tcase_add_test(all, motifs_bring_their_peptide);
    tcase_add_test(all, epitopes_have_positions);
    tcase_add_test(all, every_window_is_explained);
    tcase_add_test(all, options_that_clash_are_refused);
    tcase_add_test(all, what_epitopes_do_not_have_is_refused);
    tcase_add_test(all, queries_that_cannot_be_searched_are_refused);
    suite_add_tcase(suite, all);
    return support_run(suite);
}
