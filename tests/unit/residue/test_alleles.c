/* Spellings of MHC alleles: what tools write, and what names none. */
#include <string.h>

#include "residue/allele.h"
#include "support.h"

static const struct {
    const char *text, *name;
    enum mim_allele_kind kind;
} known[] = {
    {"A0201", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"A*02:01", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"A02:01", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"HLA-A02:01", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"HLA-A*02:01", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"HLA-A*0201", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"HLA-A0201", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"HLA_A_02_01", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"hla_a_02_01_01", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"A_02_01", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {" HLA-A*02:01:01:01 ", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"A*020101", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"a*02:01:01g", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"HLA-A*02:01P", "HLA-A*02:01", MIM_HUMAN_CLASS_1},
    {"HLA-A*24:09N", "HLA-A*24:09N", MIM_HUMAN_CLASS_1},
    {"A*24:02:01:02l", "HLA-A*24:02L", MIM_HUMAN_CLASS_1},
    {"A02101", "HLA-A*02:101", MIM_HUMAN_CLASS_1},
    {"HLA-A*02:101", "HLA-A*02:101", MIM_HUMAN_CLASS_1},
    {"Cw*0702", "HLA-C*07:02", MIM_HUMAN_CLASS_1},
    {"HLA-Cw7", "HLA-Cw7", MIM_HUMAN_CLASS_1},
    {"HLA-C07:02", "HLA-C*07:02", MIM_HUMAN_CLASS_1},
    {"B44", "HLA-B44", MIM_HUMAN_CLASS_1},
    {"HLA-A2", "HLA-A2", MIM_HUMAN_CLASS_1},
    {"HLA-A*02", "HLA-A*02", MIM_HUMAN_CLASS_1},
    {"A02", "HLA-A*02", MIM_HUMAN_CLASS_1},
    {"HLA-E*01:01", "HLA-E*01:01", MIM_HUMAN_CLASS_1},
    {"DRB1*15:01", "HLA-DRB1*15:01", MIM_HUMAN_CLASS_2},
    {"DRB1_1501", "HLA-DRB1*15:01", MIM_HUMAN_CLASS_2},
    {"HLA-DRB1*15:01:01", "HLA-DRB1*15:01", MIM_HUMAN_CLASS_2},
    {"HLA-DPA10103-DPB10201", "HLA-DPA1*01:03/DPB1*02:01", MIM_HUMAN_CLASS_2},
    {"HLA-DPA1*01:03/DPB1*02:01", "HLA-DPA1*01:03/DPB1*02:01", MIM_HUMAN_CLASS_2},
    {"DPA1*01:03-DPB1*104:01", "HLA-DPA1*01:03/DPB1*104:01", MIM_HUMAN_CLASS_2},
    {"HLA-DQA1*05:01/HLA-DQB1*02:01", "HLA-DQA1*05:01/DQB1*02:01", MIM_HUMAN_CLASS_2},
    {"HLA-DRA*01:01/DRB1*04:01", "HLA-DRA*01:01/DRB1*04:01", MIM_HUMAN_CLASS_2},
    {"HLA-DR4", "HLA-DR4", MIM_HUMAN_CLASS_2},
    {"H-2-Kb", "H-2-Kb", MIM_OTHER_SPECIES},
    {"H2-kb", "H-2-Kb", MIM_OTHER_SPECIES},
    {"H-2-IAd", "H-2-IAd", MIM_OTHER_SPECIES},
    {"H2-IAb", "H-2-IAb", MIM_OTHER_SPECIES},
    {"BoLA-1:00901", "BoLA-1:00901", MIM_OTHER_SPECIES},
    {"bola-HD6", "BoLA-HD6", MIM_OTHER_SPECIES},
    {"Mamu-A1*001:01", "Mamu-A1*001:01", MIM_OTHER_SPECIES},
    {"SLA-1*0401", "SLA-1*0401", MIM_OTHER_SPECIES},
};

static const char *const none[] = {
    "",
    "A",
    "HLA",
    "HLA-",
    "HLA class I",
    "A*2",
    "A*2:01",
    "A*02:1",
    "A*02:01:1",
    "02:01",
    "HLA-A*02:01 K66A mutant",
    "A*0201011",
    "A*02:01X",
    "HLA-Z*01:01",
    "KVAELVHFL",
    "A*02:01/B*07:02",
    "DRB1*04:01/DRB1*15:01",
    "DRB1*15:",
    "A*:01",
    "A0",
    "HLA-A*02:01;",
    "H-2",
    "BoLA-",
    "H-2-Kbbbbb",
    "apple",
    "2",
    "DR",
    "unknown",
    "NA",
    "A*02:01N2",
    "HLA-A-",
};

START_TEST(one_spelling)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char name[MIM_ALLELE_SIZE], again[MIM_ALLELE_SIZE];
        const int kind = (int)mim_allele_read(known[i].text, strlen(known[i].text), name);
        ck_assert_msg(kind == (int)known[i].kind && strcmp(name, known[i].name) == 0,
                      "%s: %s (%d), not %s", known[i].text, name, kind, known[i].name);
        /* The one spelling is its own. */
        ck_assert_int_eq(mim_allele_read(name, strlen(name), again), kind);
        ck_assert_str_eq(again, name);
    }
}
END_TEST

START_TEST(no_allele)
{
    char name[MIM_ALLELE_SIZE];
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        ck_assert_msg(mim_allele_read(none[i], strlen(none[i]), name) == MIM_NO_ALLELE, "%s: %s",
                      none[i], name);
        ck_assert_str_eq(name, "");
    }
    ck_assert_int_eq(mim_allele_read("A*02:01\0", 8, name), MIM_NO_ALLELE);
    ck_assert_int_eq(mim_allele_read("A*02:01", 4, name), MIM_HUMAN_CLASS_1);
    ck_assert_str_eq(name, "HLA-A*02");
}
END_TEST

/* Any bytes: an answer that is its own, within its room. */
START_TEST(any_text)
{
    static const char bytes[] = "HLAhla-*:_ ABCDRPQMw0123456789NG/2bolk.\0\xc3";
    for (unsigned i = 0; i < support_scaled(200000); i++) {
        test_random random = random_of_case(1, i);
        char text[100], name[MIM_ALLELE_SIZE], again[MIM_ALLELE_SIZE];
        const size_t length = (size_t)random_below(&random, sizeof text);
        for (size_t k = 0; k < length; k++)
            text[k] = bytes[random_below(&random, sizeof bytes)];
        memset(name, 'x', sizeof name);
        const int kind = (int)mim_allele_read(text, length, name);
        ck_assert_ptr_nonnull(memchr(name, '\0', sizeof name));
        if (kind != MIM_NO_ALLELE) {
            ck_assert_int_eq(mim_allele_read(name, strlen(name), again), kind);
            ck_assert_str_eq(again, name);
        }
    }
}
END_TEST

START_TEST(lists)
{
    static const char *const items[] = {"A0201", "HLA-B*07:02", "C07:02"};
    const char *list = ", A0201 ;HLA-B*07:02|C07:02,,", *item;
    size_t length, n = 0;
    while (mim_allele_next(&list, &item, &length)) {
        ck_assert_uint_lt(n, 3);
        ck_assert_uint_eq(length, strlen(items[n]));
        ck_assert_int_eq(strncmp(item, items[n], length), 0);
        n++;
    }
    ck_assert_uint_eq(n, 3);
}
END_TEST

int main(void)
{
    support_begin("test_alleles");
    Suite *suite = suite_create("alleles");
    support_add_test(suite, one_spelling);
    support_add_test(suite, no_allele);
    support_add_test(suite, any_text);
    support_add_test(suite, lists);
    return support_run(suite);
}
