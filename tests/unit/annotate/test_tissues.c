/* Expression and organ systems: what is read from small tables, what is told of a gene, which
 * tables are refused, and the real tables where they are at hand. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/tissues.h"
#include "io/table_file.h"
#include "support.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static mimicry_status read_text(const char *text, struct mim_expression **out, mimicry_error *error)
{
    char *path = support_write_file(".tsv", text, strlen(text));
    const mimicry_status status = mim_expression_read(path, out, error);

    ck_assert_int_eq(status == MIMICRY_OK, *out != NULL);
    remove(path);
    free(path);
    return status;
}

static struct mim_expression *read_good(const char *text)
{
    mimicry_error error = {.size = sizeof error};
    struct mim_expression *expression;

    support_expect_ok(read_text(text, &expression, &error), &error, text);
    return expression;
}

static double level_of(const struct mim_expression *e, const char *gene, const char *tissue)
{
    const double *levels = mim_expression_find(e, gene);

    ck_assert_msg(levels != NULL, "%s is unknown", gene);
    for (size_t i = 0; i < e->tissues.count; i++) {
        if (strcmp(mim_names_at(&e->tissues, i), tissue) == 0)
            return levels[i];
    }
    ck_abort_msg("no tissue %s", tissue);
}

/* ---- Layouts ---- */

START_TEST(the_layouts)
{
    static const struct {
        const char *text, *gene, *tissue;
        double level;
    } good[] = {
        {"Gene\tGene name\tTissue\tnTPM\nENSG1\tTTN\theart muscle\t753.4\n", "ttn", "heart muscle",
         753.4},
        {"Gene\tGene name\tTissue\tTPM\tpTPM\tNX\nENSG1\tA\tliver\t1\t2\t3\n", "A", "liver", 3},
        {"Gene\tGene name\tTissue\tTPM\tpTPM\tnTPM\nENSG1\tA\tliver\t1\t2\t4\n", "A", "liver", 4},
        {"Gene,Gene name,Tissue,TPM,pTPM\nENSG1,A,liver,1,2\n", "ENSG1", "liver", 1},
        {"Gene\tGene name\tSample\tValue\tUnit\nENSG1\tA\tliver\t8\tFPKM\n", "A", "liver", 8},
        {"#1.2\n1\t2\nName\tDescription\tLiver\tHeart - Left Ventricle\n"
         "ENSG00000155657.27\tTTN\t0.1\t30\n",
         "ENSG00000155657.1", "Heart - Left Ventricle", 30},
        {"#1.2\n\n1\t1\n\nid\tName\tDescription\tLiver\n0\tE1\tA\t5\n", "E1", "Liver", 5},
        {"ensembl_id\tgene\tLiver\nENSG1\tA\t5\n", "A", "Liver", 5},
        {"gene,Liver\nMy gene,5\n", " my GENE ", "Liver", 5},
        {"symbol,Liver\n\"A, the gene\",5\n", "A, the gene", "Liver", 5},
        {"Ensembl Gene ID,Liver\nENSG1.4,5\n", "ensg1", "Liver", 5},
        {",Liver\nA,5\n", "A", "Liver", 5},
        {"id,Liver\nA,5\n", "A", "Liver", 5},
        {"name,Liver\nA,5\n", "A", "Liver", 5},
        {"Liver,HGNC symbol\n5,A\n", "A", "Liver", 5},
        {"gene,chromosome,Entrez ID,Liver\nA,7,12,5\nB,X,13,6\n", "B", "Liver", 6},
        {"gene,note,Liver\nA,,NA\nB,long,6\nC,7 of 9,\n", "B", "Liver", 6},
        {"gene,Liver,liver\nA,5,7\n", "A", "Liver", 7},
        {"gene,Liver\r\nA, 5 \r\n\r\n", "A", "Liver", 5},
        {"\xef\xbb\xbfgene\tLiver\nA\t5", "A", "Liver", 5},
        {"gene,gene_synonym,Liver\nA,\"B, C D|E\",5\n", "c d", "Liver", 5},
    };

    for (size_t i = 0; i < COUNT(good); i++) {
        struct mim_expression *e = read_good(good[i].text);

        ck_assert_msg(level_of(e, good[i].gene, good[i].tissue) == good[i].level, "case %zu", i);
        if (strstr(good[i].text, ",note,") || strstr(good[i].text, "Entrez"))
            ck_assert_uint_eq(e->tissues.count, 1);
        mim_expression_free(e);
    }
}
END_TEST

START_TEST(names_lead_to_genes)
{
    struct mim_expression *e = read_good("gene_id,gene,aliases,liver,lung\n"
                                         "ENSG1.2,A,\"X,B,both\",1,NA\n"
                                         "ENSG2.7,B,\"Y|both\",2,20\n"
                                         "ENSG3,A,Z,3,\n"
                                         ",HLA X,,,5\n"
                                         "ENSG4,NA,W,4,\n"
                                         "ENSG5,silent,,,\n");

    ck_assert(level_of(e, "a", "liver") == 3);        /* two genes of that symbol: the highest */
    ck_assert(level_of(e, "ENSG1.99", "liver") == 1); /* each by its identifier */
    ck_assert(level_of(e, "ENSG3", "liver") == 3);
    ck_assert(isnan(level_of(e, "A", "lung")));
    ck_assert(level_of(e, "B", "lung") == 20); /* no alias of A */
    ck_assert(level_of(e, "X", "liver") == 3); /* an alias of the symbol, so of both */
    ck_assert(level_of(e, "y", "lung") == 20);
    ck_assert(level_of(e, "hla x", "lung") == 5);
    ck_assert(level_of(e, "W", "liver") == 4);
    ck_assert_ptr_null(mim_expression_find(e, "both")); /* of two genes */
    ck_assert_ptr_null(mim_expression_find(e, "NA"));
    ck_assert_ptr_null(mim_expression_find(e, ""));
    ck_assert_ptr_null(mim_expression_find(e, "C"));
    ck_assert_ptr_nonnull(mim_expression_find(e, "silent"));
    mim_expression_free(e);
}
END_TEST

START_TEST(wrong_tables)
{
    static const struct {
        const char *text, *message;
        uint64_t line;
    } wrong[] = {
        {"", "no header line", 1},
        {"liver,lung\n1,2\n", "no column of genes", 1},
        {"gene,liver\n", "no row below its header", 2},
        {"gene,note\nA,x\n", "no level", 3},
        {"gene,gene name\nA,B\n", "no column of levels", 1},
        {"gene,symbol,liver\nA,,1\nA,B,x\n", "column 'liver' has 'x' where a number was expected",
         3},
        {"gene,liver,gene\nA,1,A\n", "columns 1 and 3 are both named 'gene'", 1},
        {"gene,liver\nA,1\n,2\n", "column 'gene' has '' where a gene was expected", 3},
        {"gene,liver\nA,1\n\nB,2,3\n", "3 cells where the first line has 2", 4},
        {"gene,liver\nA,1\nB\n", "1 cells where the first line has 2", 3},
        {"gene,liver\nA,\"1\n", "a quoted cell", 2},
        {"Gene\tGene name\tTissue\nE\tA\tliver\n", "a column of tissues but none of levels", 1},
        {"gene\ttissue\tnTPM\nA\tliver\thigh\n", "column 'nTPM' has 'high'", 2},
        {"gene\ttissue\tnTPM\nA\t\t1\n", "column 'tissue' has '' where a tissue was expected", 2},
        {"gene\ttissue\tnTPM\tnTPM\nA\tliver\t1\t2\n", "columns 3 and 4 are both named 'ntpm'", 1},
        {"#1.2\n2\t1\nName\tDescription\tLiver\nE\tA\t1\n", "should have 2 rows, but has 1", 2},
        {"gene,Liver,Lung\nB,<0.1,5\nA,88,3\n",
         "column 'Liver' has '<0.1' where a number was expected", 2},
        {"gene,Liver,Lung\nA,88,3\nB,,5\nC,n.d.,4\n", "column 'Liver' has 'n.d.'", 4},
        {"gene,Liver\nA,NA\nB,low\nC,-\nD,1\n", "column 'Liver' has 'low'", 3},
        {"gene,Liver\nA,\"1,5\"\nB,2\n", "column 'Liver' has '1,5'", 2},
        {"#1.3\n2\t1\nName\tDescription\tLiver\nE\tA\t1\n", "another version than #1.2", 1},
        {"#1.2\nName\tDescription\tLiver\nE\tA\t1\n", "the numbers of rows and columns", 2},
        {"gene,liver\nA,1e999\n", "no level", 3},
    };

    for (size_t i = 0; i < COUNT(wrong); i++) {
        mimicry_error error = {.size = sizeof error};
        struct mim_expression *e;

        ck_assert_msg(read_text(wrong[i].text, &e, &error) == MIMICRY_E_FORMAT, "case %zu", i);
        ck_assert_msg(strstr(error.message, wrong[i].message) && error.line == wrong[i].line,
                      "case %zu: %s", i, error.message);
    }
}
END_TEST

START_TEST(samples_are_no_tissues)
{
    mimicry_error error = {.size = sizeof error};
    struct mim_expression *e;
    test_text text = {0};

    text_print(&text, "gene");
    for (int i = 0; i < 4097; i++)
        text_print(&text, "\tsample %d", i);
    text_print(&text, "\n");
    ck_assert_int_eq(read_text(text.bytes, &e, &error), MIMICRY_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(error.message, "more than 4096 tissues"));
    text_free(&text);
}
END_TEST

/* ---- What is told of a gene ---- */

static const char told_table[] =
    "gene,Liver,heart muscle,skin 1,HEART_MUSCLE (left),Brain - Cortex\n"
    "A,1,5,NA,0.5,5\n"
    "B,0.9,0,0,0,0\n"
    "C,NA,NA,,,\n"
    "D,,,2,,\n";

static void check_text(const struct mim_expression *e, const struct mim_organs *organs,
                       const char *gene, double floor, int32_t what, const char *expected)
{
    char text[256], cut[5];
    size_t length;

    ck_assert_int_eq(
        mim_tissues_text(e, organs, gene, floor, what, text, sizeof text, &length, NULL),
        MIMICRY_OK);
    ck_assert_str_eq(text, expected);
    ck_assert_uint_eq(length, strlen(expected));
    ck_assert_int_eq(mim_tissues_text(e, organs, gene, floor, what, cut, sizeof cut, NULL, NULL),
                     MIMICRY_OK);
    ck_assert_msg(strncmp(cut, expected, 4) == 0 && strlen(cut) <= 4, "cut to '%s'", cut);
}

START_TEST(what_is_told)
{
    struct mim_expression *e = read_good(told_table);
    struct mim_organs *organs;

    ck_assert_int_eq(mim_organs_read(NULL, &organs, NULL), MIMICRY_OK);
    check_text(e, NULL, "A", 1, MIM_TEXT_TISSUES, "heart muscle;Brain - Cortex;Liver");
    check_text(e, NULL, "A", 1.01, MIM_TEXT_TISSUES, "heart muscle;Brain - Cortex");
    check_text(e, organs, "A", 0, MIM_TEXT_ORGANS, "heart;nervous system;liver;unmapped");
    check_text(e, organs, "A", 1, MIM_TEXT_VITAL, "heart muscle;Brain - Cortex;Liver");
    check_text(e, organs, "D", 1, MIM_TEXT_TISSUES, "skin 1");
    check_text(e, organs, "D", 1, MIM_TEXT_VITAL, "unknown"); /* heart and liver are not known */
    check_text(e, organs, "B", 1, MIM_TEXT_TISSUES, "none");
    check_text(e, organs, "B", 1, MIM_TEXT_ORGANS, "none");
    check_text(e, organs, "B", -1, MIM_TEXT_ORGANS, "liver;heart;skin;unmapped;nervous system");
    for (int32_t what = MIM_TEXT_TISSUES; what <= MIM_TEXT_ORGANS; what++) {
        check_text(e, organs, "C", 1, what, "unknown"); /* it is there, but without a level */
        check_text(e, organs, "Q", 1, what, "unknown");
        check_text(e, organs, "", 1, what, "unknown");
    }
    mim_organs_free(organs);
    mim_expression_free(e);
}
END_TEST

START_TEST(what_it_comes_to)
{
    static const struct {
        const char *gene;
        double floor, highest;
        size_t tissue, count, tissues[5];
    } told[] = {
        {"A", 1, 5, 1, 3, {1, 4, 0}},      {"a", 6, 5, 1, 0, {0}},
        {"A", 0.5, 5, 1, 4, {1, 4, 0, 3}}, {"B", 0, 0.9, 0, 5, {0, 1, 2, 3, 4}},
        {"C", 0, NAN, SIZE_MAX, 0, {0}},   {"Q", 0, NAN, SIZE_MAX, 0, {0}},
    };
    struct mim_expression *e = read_good(told_table);

    for (size_t i = 0; i < COUNT(told); i++) {
        struct mim_expression_summary s;
        size_t tissues[5];

        ck_assert_int_eq(mim_tissues_summarize(e, told[i].gene, told[i].floor, &s, tissues, NULL),
                         MIMICRY_OK);
        ck_assert_int_eq(s.known, !isnan(told[i].highest));
        ck_assert(s.highest == told[i].highest || (isnan(s.highest) && isnan(told[i].highest)));
        ck_assert_uint_eq(s.tissue, told[i].tissue);
        ck_assert_uint_eq(s.count, told[i].count);
        ck_assert_mem_eq(tissues, told[i].tissues, s.count * sizeof *tissues);
    }
    mim_expression_free(e);
}
END_TEST

/* ---- Organ systems ---- */

START_TEST(organs_of_tissues)
{
    static const struct {
        const char *tissue, *system;
        int vital;
    } known[] = {
        {"heart muscle", "heart", 1},
        {"Heart Muscle", "heart", 1},
        {"Heart - Left Ventricle", "heart", 1},
        {"Heart_Left_Ventricle", "heart", 1},
        {"heart...left.ventricle", "heart", 1},
        {"Skin_Not_Sun_Exposed_Suprapubic", "skin", 0},
        {"Brain - Nucleus accumbens (basal ganglia)", "nervous system", 1},
        {"testis", "reproductive", 0},
        {"thyroid gland", "endocrine glands", 0},
        {"Whole_Blood", "blood", 1},
        {"heartmuscle", NULL, 0},
        {"", NULL, 0},
        {" - ", NULL, 0},
    };
    struct mim_organs *organs;

    ck_assert_int_eq(mim_organs_read(NULL, &organs, NULL), MIMICRY_OK);
    for (size_t i = 0; i < COUNT(known); i++) {
        const char *system = mim_organs_system(organs, known[i].tissue);

        ck_assert_msg(known[i].system ? system && strcmp(system, known[i].system) == 0 : !system,
                      "%s: %s", known[i].tissue, system ? system : "none");
        ck_assert_int_eq(mim_organs_is_vital(organs, known[i].tissue), known[i].vital);
    }
    ck_assert_ptr_eq(mim_organs_system(organs, "kidney"),
                     mim_organs_system(organs, "Kidney - Cortex"));
    mim_organs_free(organs);
}
END_TEST

START_TEST(wrong_organs)
{
    static const struct {
        const char *text, *message;
        uint64_t line;
    } wrong[] = {
        {"tissue\torgan\nliver\tliver\n", "the columns tissue, organ and vital", 1},
        {"tissue,organ,vital\nliver,liver,maybe\n", "column 'vital' has 'maybe' where yes or no",
         2},
        {"tissue,organ,vital\n-,liver,yes\n", "where a tissue was expected", 2},
        {"tissue,organ,vital\nliver, ,yes\n", "where an organ system was expected", 2},
        {"tissue,organ,vital\nskin 1,skin,no\nSKIN_1,skin,no\n", "another tissue", 3},
    };

    for (size_t i = 0; i < COUNT(wrong); i++) {
        mimicry_error error = {.size = sizeof error};
        struct mim_organs *organs;
        char *path = support_write_file(".tsv", wrong[i].text, strlen(wrong[i].text));

        ck_assert_int_eq(mim_organs_read(path, &organs, &error), MIMICRY_E_FORMAT);
        ck_assert_ptr_null(organs);
        ck_assert_msg(strstr(error.message, wrong[i].message) && error.line == wrong[i].line,
                      "case %zu: %s", i, error.message);
        remove(path);
        free(path);
    }
}
END_TEST

/* ---- Real tables ---- */

static struct mim_expression *read_real(const char *name, char *path, size_t room)
{
    const char *shared = getenv("MIMICRY_SHARED");
    mimicry_error error = {.size = sizeof error};
    struct mim_expression *e;

    snprintf(path, room, "%s/tables/%s", shared ? shared : ".", name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fclose(file);
    support_expect_ok(mim_expression_read(path, &e, &error), &error, path);
    return e;
}

static void expect_level(const struct mim_expression *e, const char *gene, const char *tissue,
                         double expected)
{
    const double level = level_of(e, gene, tissue);

    ck_assert_msg(level == expected || (isnan(level) && isnan(expected)),
                  "%s in %s: %g where %g was expected", gene, tissue, level, expected);
}

/* The same atlas in two layouts: the long one has every fifth gene. */
START_TEST(both_layouts_of_the_atlas)
{
    char wide_path[512], long_path[512];
    struct mim_expression *wide = read_real("hpa.gene_by_tissue.tsv.gz", wide_path, 512);
    struct mim_expression *sample =
        read_real("hpa.rna_tissue_consensus.sample.tsv.gz", long_path, 512);
    struct mim_organs *organs;
    struct mimicry_table *table;
    uint64_t rows = 0, unknown = 0;

    if (!wide || !sample) {
        puts("the real tables are not at hand");
        return;
    }
    ck_assert_int_eq(mim_organs_read(NULL, &organs, NULL), MIMICRY_OK);
    ck_assert_uint_eq(wide->tissues.count, 37);
    ck_assert_uint_eq(sample->tissues.count, 37);
    for (size_t i = 0; i < 37; i++) {
        const char *tissue = mim_names_at(&wide->tissues, i);

        ck_assert_msg(mim_organs_system(organs, tissue) != NULL, "%s has no organ", tissue);
        ck_assert_ptr_nonnull(mim_organs_system(organs, mim_names_at(&sample->tissues, i)));
    }
    ck_assert_int_eq(mim_table_read(long_path, &table, NULL), MIMICRY_OK);
    while (++rows < table->rows) {
        const char *const *cells = table->cells + rows * table->columns;
        char tissue[64];

        /* The atlas has genes without any level, "nan" in each tissue. */
        const double level = strcmp(cells[3], "nan") == 0 ? NAN : strtod(cells[3], NULL);

        expect_level(sample, cells[0], cells[2], level);
        snprintf(tissue, sizeof tissue, "%s", cells[2]);
        for (size_t i = 0; tissue[i]; i++) { /* the wide one has capitals */
            if ((i == 0 || tissue[i - 1] == ' ') && tissue[i] >= 'a' && tissue[i] <= 'z')
                tissue[i] = (char)(tissue[i] - 'a' + 'A');
        }
        expect_level(wide, cells[0], tissue, level);
        unknown += isnan(level) ? 1 : 0;
    }
    ck_assert_uint_eq(rows, 148667);
    ck_assert_uint_eq(unknown, 72 * 37);
    mim_table_free(table);
    mim_organs_free(organs);
    mim_expression_free(wide);
    mim_expression_free(sample);
}
END_TEST

START_TEST(no_file)
{
    struct mim_expression *none;

    ck_assert_int_eq(mim_expression_read("./none", &none, NULL), MIMICRY_E_IO);
    ck_assert_ptr_null(none);
    mim_expression_free(NULL);
    mim_organs_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tissues");

    support_begin("test_tissues");
    support_add_test(suite, the_layouts);
    support_add_test(suite, names_lead_to_genes);
    support_add_test(suite, wrong_tables);
    support_add_test(suite, samples_are_no_tissues);
    support_add_test(suite, what_is_told);
    support_add_test(suite, what_it_comes_to);
    support_add_test(suite, organs_of_tissues);
    support_add_test(suite, wrong_organs);
    support_add_test(suite, both_layouts_of_the_atlas);
    support_add_test(suite, no_file);
    return support_run(suite);
}
