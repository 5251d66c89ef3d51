/* The records that a query is from: by version, by several names, and by the partners of fusions.
 */
#include <stdlib.h>
#include <string.h>

#include "screen/origins.h"
#include "checks.h"
#include "support.h"

static const char fasta[] = ">sp|P00001|A_HUMAN a GN=CNIH1\nMKL\n"                 /* 0 */
                            ">sp|P00002-2|B_HUMAN b GN=KTN1\nMKL\n"                /* 1 */
                            ">ENSP00000000003.4 pep gene:ENSG00000000003.9\nMKL\n" /* 2 */
                            ">sp|P00004|D_HUMAN d GN=HLA-A\nMKL\n"                 /* 3 */
                            ">sp|P00005|E_HUMAN e GN=RP11-244H3.4\nMKL\n"          /* 4 */
                            ">NP_000006.1 f [Homo sapiens]\nMKL\n"                 /* 5 */
                            ">sp|P00007|G_HUMAN g GN=A;B\nMKL\n"                   /* 6 */
                            ">sp|P00008|H_HUMAN h GN=HLA\nMKL\n"                   /* 7 */
                            ">one|two|three\nMKL\n"                                /* 8 */
                            ">sp|P00009|I_HUMAN i GN=E\nMKL\n";                    /* 9 */

static const struct {
    const char *gene, *accession, *own; /* the numbers of the records */
    enum mim_own_kind kind;
} cases[] = {
    {"", "", "", MIM_OWN_UNKNOWN},
    {" ", "", "", MIM_OWN_UNKNOWN},
    {"cnih1", "", "0", MIM_OWN_FOUND},
    {"ENSG00000000003", "", "2", MIM_OWN_FOUND},
    {"ENSG00000000003.1", "", "2", MIM_OWN_FOUND},
    {"", "ENSP00000000003", "2", MIM_OWN_FOUND},
    {"", "NP_000006.9", "5", MIM_OWN_FOUND},
    {"", "P00002-9", "1", MIM_OWN_FOUND},
    {"", "P00002.3", "1", MIM_OWN_FOUND},
    {"CNIH1;KTN1", "", "01", MIM_OWN_FOUND},
    {"NOBODY, KTN1", "", "1", MIM_OWN_FOUND},
    {"", "P00001|P00002", "01", MIM_OWN_FOUND},
    {"CNIH1-KTN1", "", "01", MIM_OWN_FOUND},
    {"CNIH1--KTN1", "", "01", MIM_OWN_FOUND},
    {"CNIH1::KTN1", "", "01", MIM_OWN_FOUND},
    {"NOBODY-KTN1", "", "1", MIM_OWN_FOUND},
    {"CNIH1_KTN1", "", "01", MIM_OWN_FOUND},
    {"HLA-A_KTN1", "", "13", MIM_OWN_FOUND},
    {"NOBODY_KTN1", "", "", MIM_OWN_ABSENT}, /* many names have an underscore */
    {"KTN1_2", "", "", MIM_OWN_ABSENT},
    {"KTN1-RP11-244H3.4", "", "14", MIM_OWN_FOUND},
    {"RP11-244H3.4-KTN1", "", "14", MIM_OWN_FOUND},
    {"HLA-A", "", "3", MIM_OWN_FOUND}, /* the whole name goes first */
    {"HLA-A-KTN1", "", "13", MIM_OWN_FOUND},
    {"HLA-NOBODY", "", "7", MIM_OWN_FOUND},
    {"X-E", "", "", MIM_OWN_ABSENT}, /* one letter is no partner */
    {"A;B", "", "6", MIM_OWN_FOUND},
    {"1-Mar", "", "", MIM_OWN_ABSENT},
    {"", "ENSP00000000003.1-NP_000006", "25", MIM_OWN_FOUND},
    {"", "one|two|three", "8", MIM_OWN_FOUND},
    {"", "one|two", "", MIM_OWN_ABSENT},
    {"CNIH1", "NOBODY", "0", MIM_OWN_FOUND},
    {"-", "", "", MIM_OWN_ABSENT},
    {"CNIH1-", "", "", MIM_OWN_ABSENT},
};

START_TEST(own_records)
{
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 4);
    struct mim_origins *origins;
    struct mim_own own = {0};

    ck_assert_int_eq(mim_origins_create(index, &origins, NULL), MIMICRY_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char found[16] = "";
        size_t n = 0;

        ck_assert_int_eq(mim_origins_find(origins, cases[i].gene, cases[i].accession, &own, NULL),
                         MIMICRY_OK);
        for (; n < own.count && n + 1 < sizeof found; n++)
            found[n] = (char)('0' + own.records[n]);
        ck_assert_msg(strcmp(found, cases[i].own) == 0 && own.kind == cases[i].kind,
                      "gene '%s', accession '%s': '%s', kind %d", cases[i].gene, cases[i].accession,
                      found, (int)own.kind);
    }
    mim_own_free(&own);
    mim_origins_free(origins);
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("origins");

    support_begin("test_origins");
    support_add_test(suite, own_records);
    return support_run(suite);
}
