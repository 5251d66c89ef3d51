/* Tables of binders: what is read, in which order, and which tables are refused. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/binders.h"
#include "support.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static mimicry_status read_text(const char *text, struct mim_binders **out, mimicry_error *error)
{
    char *path = support_write_file(".tsv", text, strlen(text));
    const mimicry_status status = mim_binders_read(path, out, error);

    ck_assert_int_eq(status == MIMICRY_OK, *out != NULL);
    remove(path);
    free(path);
    return status;
}

static struct mim_binders *read_good(const char *text)
{
    mimicry_error error = {.size = sizeof error};
    struct mim_binders *binders;

    support_expect_ok(read_text(text, &binders, &error), &error, text);
    return binders;
}

/* ---- Columns ---- */

START_TEST(columns_by_name)
{
    static const struct {
        const char *text, *allele;
        double rank;
    } good[] = {
        {"peptide\tallele\trank\nACDEF\tA*02:01\t0.5\n", "HLA-A*02:01", 0.5},
        {"Pos\tMHC\tPeptide\t%Rank_EL\t%Rank_BA\n1\tHLA-A01:01\tACDEF\t0.3\t7\n", "HLA-A*01:01",
         0.3},
        {"HLA,Peptide,Rank\nA1,ACDEF,2\n", "HLA-A1", 2},
        {"HLA,Peptide,%Rank\nA1,ACDEF,2\n", "HLA-A1", 2},
        {"Peptide,ID,EL-score,EL_Rank,allele\nACDEF,x,0.9,1.5,A1\n", "HLA-A1", 1.5},
        {"peptide,best_allele,affinity_percentile,presentation_percentile\nACDEF,A1,1,3\n",
         "HLA-A1", 3},
        {"peptide,allele,mhcflurry_presentation_percentile\nACDEF,A1,0.25\n", "HLA-A1", 0.25},
        {"peptide,allele\nACDEF,A1\n", "HLA-A1", NAN},
        {"peptide,rank\nACDEF,1\n", "", 1},
        {"peptide,allele,rank\nacdef,A1,NA\n", "HLA-A1", NAN},
        {"# of MixMHCpred\n# Alleles: A0201, B0702\nPeptide\tBestAllele\t%Rank_bestAllele\n"
         "ACDEF\tA0201\t0.1\n",
         "HLA-A*02:01", 0.1},
        {"\t\t\tHLA-A02:01\nPos\tPeptide\tID\tEL_Rank\tAve\n0\tACDEF\tx\t0.4\t1\n", "HLA-A*02:01",
         0.4},
        {"Epitope Seq\tHLA Allele\tMedian Percentile\nACDEF\tHLA-A*02:01\t0.08\n", "HLA-A*02:01",
         0.08},
        {"peptide;allele;rank\n;;\nACDEF;A1;0.5\n;;\n", "HLA-A1", 0.5},
        {"\xef\xbb\xbfpeptide,allele,rank\r\n ACDEF ,\"A1\",1\r\n", "HLA-A1", 1},
    };

    for (size_t i = 0; i < COUNT(good); i++) {
        struct mim_binders *binders = read_good(good[i].text);
        size_t count;
        const struct mim_binder *found =
            mim_binders_find(binders, "AcDEF", strlen("AcDEF"), &count);

        ck_assert_msg(found && count == 1, "case %zu", i);
        ck_assert_str_eq(found->allele, good[i].allele);
        ck_assert(found->rank == good[i].rank || (isnan(found->rank) && isnan(good[i].rank)));
        ck_assert_ptr_null(mim_binders_find(binders, "ACDE", strlen("ACDE"), &count));
        ck_assert_uint_eq(count, 0);
        mim_binders_free(binders);
    }
}
END_TEST

START_TEST(wrong_tables)
{
    static const struct {
        const char *text, *message;
        uint64_t line;
    } wrong[] = {
        {"", "no header line", 1},
        {"allele,rank\nA1,1\n", "no column of peptides", 1},
        {"peptide,score\nACD,1\n", "neither a column of alleles", 1},
        {"peptide,allele,rank\nACD,A1,1\nAC1,A1,1\n",
         "column 'peptide': character '1' is no residue", 3},
        {"peptide,allele,rank\nAC*D,A1,1\n", "column 'peptide': a stop (*)", 2},
        {"peptide,allele,rank\n,A1,1\n", "column 'peptide': an empty peptide", 2},
        {"peptide,allele,rank\nNA,A1,1\n", "'NA' says that a value is missing", 2},
        {"peptide,allele,rank\nACdEF,A1,1\n", "capitals and small letters", 2},
        {"peptide,allele,rank\nACM(ox),A1,1\n", "give the bare sequence", 2},
        {"# NetMHCpan version 4.1b\nHLA-A02:01 : Distance to training data  0.000\n-----\n",
         "no column of peptides", 2},
        {"-----\n Pos MHC Peptide Score\n----\n 1 A1 ACD 0.1\n", "it is cut off", 5},
        {"-----\n Pos MHC Peptide %Rank_EL\n 1 A1 ACD 0.1\n-----\n", "a line of hyphens", 3},
        {"-----\n Pos MHC Peptide %Rank_EL\n-----\n 1 A1 ACD 0.1 9\n-----\n",
         "5 cells where the first line has 4", 4},
        {"-----\n Pos MHC Peptide %Rank_EL\n-----\n 1 A1 ACD low <= SB\n-----\n",
         "column '%Rank_EL' has 'low'", 4},
        {"-----\n Pos MHC Peptide %Rank\n-----\n 1 A1 ACD 1\n-----\n-----\n 2 A1 ACE 1\n",
         "a row of a report that is below no names", 7},
        {"-----\n MHC Peptide %Rank\n-----\nA1 ACD 1\n-----\n-----\nMHC MHC Peptide\n-----\n",
         "columns 1 and 2 are both named 'mhc'", 7},
        {"peptide,rank,rank\nACD,1,2\n", "columns 2 and 3 are both named 'rank'", 1},
        {"Epitope,Epitope\nepitope,epitope\n", "columns 1 and 2 are both named 'epitope'", 1},
        {"\t\tA1\nPos\tPeptide\tEL_Rank\n1\tACD\thigh\n", "column 'EL_Rank' has 'high'", 3},
        {"peptide,allele,rank\nACD,A1,strong\n", "column 'rank' has 'strong' where a number", 2},
        {"peptide,allele,allele\nACD,A1,A1\n", "columns 2 and 3 are both named 'allele'", 1},
        {"peptide,allele,rank\nACD,A1\n", "2 cells where the first line has 3", 2},
    };

    for (size_t i = 0; i < COUNT(wrong); i++) {
        mimicry_error error = {.size = sizeof error};
        struct mim_binders *binders;

        ck_assert_msg(read_text(wrong[i].text, &binders, &error) == MIMICRY_E_FORMAT, "case %zu",
                      i);
        ck_assert_msg(strstr(error.message, wrong[i].message) && error.line == wrong[i].line,
                      "case %zu: %s", i, error.message);
    }
}
END_TEST

/* A block of columns for each allele, as netMHCpan writes them. */
START_TEST(blocks_of_alleles)
{
    static const char text[] =
        "\t\t\tHLA-A02:01\t\t\tHLA-B07:02\t\t\t\n"
        "Pos\tPeptide\tID\tcore\tEL_Rank\tBA_Rank\tcore\tEL_Rank\tBA_Rank\tAve\n"
        "0\tACD\tx\tACD\t4\t0.1\tACD\t0.01\t7\t1\n"
        "1\tCDE\tx\tCDE\tNA\t0.1\tCDE\t9\t7\t1\n"
        "2\tDEF\tx\tDEF\tNA\t0.1\tDEF\tNA\t7\t1\n";
    struct mim_binders *binders = read_good(text);
    size_t count;
    const struct mim_binder *found = mim_binders_find(binders, "ACD", 3, &count);

    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(found[0].allele, "HLA-B*07:02");
    ck_assert(found[0].rank == 0.01);
    ck_assert_str_eq(found[1].allele, "HLA-A*02:01");
    ck_assert(found[1].rank == 4);
    found = mim_binders_find(binders, "CDE", 3, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(found->allele, "HLA-B*07:02");
    ck_assert_ptr_null(mim_binders_find(binders, "DEF", 3, &count));
    mim_binders_free(binders);
}
END_TEST

/* A report of several tables, as netMHCpan, netMHC and netMHCIIpan print them. */
START_TEST(reports)
{
    static const char text[] =
        "# NetMHCpan version 4.1b\n\n# Input is in PEPTIDE format\n\n"
        "HLA-A02:01 : Distance to training data  0.000 (using nearest neighbor HLA-A02:01)\n\n"
        "# Rank Threshold for Weak binding peptides   2.000\n"
        "-----------------------------------------------------------------\n"
        " Pos         MHC        Peptide      Core Of  Score_EL %Rank_EL BindLevel\n"
        "-----------------------------------------------------------------\n"
        "   1 HLA-A*02:01            ACD       ACD  0 0.9100000    0.040 <= SB\n"
        "   2 HLA-A*02:01            CDE       CDE  0 0.0100000    9.500\n"
        "-----------------------------------------------------------------\n\n"
        "Protein PEPLIST. Allele HLA-A*02:01. Number of high binders 1.\n\n"
        "-----------------------------------------------------------------\n\n"
        "# Rank Threshold for Weak binding peptides   2.000\n"
        "-----------------------------------------------------------------\n"
        "  pos          HLA      peptide    %Rank  Affinity(nM)  BindLevel\n"
        "-----------------------------------------------------------------\n"
        "    0    HLA-B0702          ACD     0.01        9 <=WB\n"
        "-----------------------------------------------------------------\n";
    struct mim_binders *binders = read_good(text);
    size_t count;
    const struct mim_binder *found = mim_binders_find(binders, "ACD", 3, &count);

    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(found[0].allele, "HLA-B*07:02");
    ck_assert(found[0].rank == 0.01);
    ck_assert_str_eq(found[1].allele, "HLA-A*02:01");
    ck_assert(found[1].rank == 0.04);
    found = mim_binders_find(binders, "CDE", 3, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert(found->rank == 9.5);
    mim_binders_free(binders);
}
END_TEST

/* ---- Random tables ---- */

enum { MOST_ROWS = 80 };

typedef struct random_row {
    char peptide[4], allele[4];
    double rank;
} random_row;

/* The next of a peptide's rows: of those not yet taken, the first of the lowest rank. */
static const random_row *take_best(const random_row *rows, size_t n, const char *peptide,
                                   bool *taken)
{
    size_t best = n;

    for (size_t i = 0; i < n; i++) {
        if (taken[i] || strcmp(rows[i].peptide, peptide) != 0)
            continue;
        if (best == n || rows[i].rank < rows[best].rank ||
            (isnan(rows[best].rank) && !isnan(rows[i].rank)))
            best = i;
    }
    if (best == n)
        return NULL;
    taken[best] = true;
    return &rows[best];
}

static void make_peptide(test_random *random, char out[4])
{
    size_t length = 1 + random_below(random, 3);

    for (size_t i = 0; i < length; i++)
        out[i] = "ACX"[random_below(random, 3)];
    out[length] = '\0';
}

START_TEST(random_tables)
{
    for (unsigned n = 0; n < support_scaled(500); n++) {
        test_random random = random_of_case(93, n);
        const size_t count = random_below(&random, MOST_ROWS);
        random_row rows[MOST_ROWS];
        bool taken[MOST_ROWS] = {false};
        test_text text = {0};

        text_print(&text, "peptide\tallele\trank\n");
        for (size_t i = 0; i < count; i++) {
            make_peptide(&random, rows[i].peptide);
            snprintf(rows[i].allele, sizeof rows[i].allele, "x%u",
                     (unsigned)random_below(&random, 4));
            const bool lower = random_chance(&random, 50);
            rows[i].rank = random_chance(&random, 20) ? NAN : (double)random_below(&random, 6) / 2;
            for (const char *c = rows[i].peptide; *c; c++)
                text_add_char(&text, (char)(lower ? tolower(*c) : *c));
            text_print(&text, isnan(rows[i].rank) ? "\t%s\t\n" : "\t%s\t%g\n", rows[i].allele,
                       rows[i].rank);
        }
        struct mim_binders *binders = read_good(text.bytes);
        for (size_t i = 0; i < 30; i++) {
            char peptide[4];
            size_t found;

            make_peptide(&random, peptide);
            const struct mim_binder *at =
                mim_binders_find(binders, peptide, strlen(peptide), &found);
            memset(taken, 0, sizeof taken);
            for (size_t k = 0; k < found; k++, at++) {
                const random_row *best = take_best(rows, count, peptide, taken);
                struct mim_binder binder;

                memcpy(&binder, at, sizeof binder);
                ck_assert_ptr_nonnull(best);
                ck_assert_str_eq(binder.allele, best->allele);
                ck_assert(binder.rank == best->rank || (isnan(binder.rank) && isnan(best->rank)));
            }
            ck_assert_ptr_null(take_best(rows, count, peptide, taken));
        }
        mim_binders_free(binders);
        text_free(&text);
    }
}
END_TEST

START_TEST(no_file)
{
    struct mim_binders *binders;

    ck_assert_int_eq(mim_binders_read("./none", &binders, NULL), MIMICRY_E_IO);
    ck_assert_ptr_null(binders);
    mim_binders_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("binders");

    support_begin("test_binders");
    support_add_test(suite, columns_by_name);
    support_add_test(suite, wrong_tables);
    support_add_test(suite, blocks_of_alleles);
    support_add_test(suite, reports);
    support_add_test(suite, random_tables);
    support_add_test(suite, no_file);
    return support_run(suite);
}
