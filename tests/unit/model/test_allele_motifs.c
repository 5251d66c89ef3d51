/* Motifs of MHC alleles: the built-in ones are those of the table they are packed from, and what a
 * table must not be. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/weights.h"
#include "support.h"

static const char header[] =
    "allele\tlength\tligands\tposition\tA\tC\tD\tE\tF\tG\tH\tI\tK\tL\tM\tN\tP"
    "\tQ\tR\tS\tT\tV\tW\tY\n";

static struct mim_allele_motifs *built_in(void)
{
    struct mim_allele_motifs *m;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mim_allele_motifs_built_in(&m, &error), &error, "built in");
    return m;
}

/* Every sum fits 16 bits. */
START_TEST(are_built_in)
{
    struct mim_allele_motifs *m = built_in();
    ck_assert_uint_eq(m->count, 355);
    ck_assert_uint_eq(m->alleles.count, 95);
    for (size_t i = 0; i < m->count; i++) {
        const struct mim_allele_motif *motif = &m->at[i];
        const char *name = mim_names_at(&m->alleles, motif->allele);
        ck_assert_ptr_eq(mim_allele_motifs_find(m, name, motif->length), motif);
        ck_assert(motif->length >= MIM_MOTIF_LEAST && motif->length <= MIM_MOTIF_MOST);
        ck_assert_str_eq(mim_allele_motifs_name(motif->allele), name);
        for (uint32_t j = 0; j < motif->length; j++) {
            for (size_t a = 0; a < MIM_AMINO_ACIDS; a++)
                ck_assert_int_le(abs(motif->scores[j][a]), MIM_MOTIF_LARGEST);
        }
    }
    /* A*02:01 wants L at 2 and V at 9. */
    const struct mim_allele_motif *a2 = mim_allele_motifs_find(m, "HLA-A*02:01", 9);
    for (size_t a = 0; a < MIM_AMINO_ACIDS; a++) {
        ck_assert_int_le(a2->scores[1][a], a2->scores[1][mim_code_of['L']]);
        ck_assert_int_le(a2->scores[8][a], a2->scores[8][mim_code_of['V']]);
    }
    ck_assert(mim_allele_motifs_know(m, "HLA-A*02:01") && !mim_allele_motifs_know(m, "HLA-A2"));
    ck_assert_ptr_null(mim_allele_motifs_find(m, "HLA-A*02:01", 12));
    ck_assert_ptr_null(mim_allele_motifs_find(m, "HLA-A*02:01", 7));
    ck_assert_ptr_null(mim_allele_motifs_find(m, "HLA-A2", 9));
    mim_allele_motifs_free(m);
}
END_TEST

START_TEST(are_those_of_the_table)
{
    const char *shared = getenv("MIMICRY_SHARED");
    char path[512];
    struct mim_allele_motifs *read, *packed;
    mimicry_error error = {.size = sizeof error};
    snprintf(path, sizeof path, "%s/motifs/hla_class1_pwm.tsv.gz", shared != NULL ? shared : "");
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return;
    fclose(file);
    support_expect_ok(mim_allele_motifs_read(path, &read, &error), &error, "read");
    packed = built_in();
    ck_assert_uint_eq(read->count, packed->count);
    for (size_t i = 0; i < read->count; i++) {
        const struct mim_allele_motif *a = &read->at[i], *b = &packed->at[i];
        ck_assert_str_eq(mim_names_at(&read->alleles, a->allele),
                         mim_names_at(&packed->alleles, b->allele));
        ck_assert(a->length == b->length && a->ligands == b->ligands);
        ck_assert_int_eq(memcmp(a->scores, b->scores, sizeof a->scores), 0);
    }
    mim_allele_motifs_free(read);
    mim_allele_motifs_free(packed);
}
END_TEST

static void add_row(test_text *text, const char *allele, const char *length, const char *position,
                    const char *first)
{
    text_print(text, "%s\t%s\t12\t%s\t%s", allele, length, position, first);
    for (int i = 1; i < 20; i++)
        text_print(text, "\t%.3f", i / 8.0 - 1.3);
    text_print(text, "\n");
}

static void refuse(const char *bytes, const char *message)
{
    struct mim_allele_motifs *m;
    mimicry_error error = {.size = sizeof error};
    char *path = support_write_file(".tsv", bytes, strlen(bytes));
    ck_assert_int_eq(mim_allele_motifs_read(path, &m, &error), MIMICRY_E_FORMAT);
    ck_assert_ptr_null(m);
    ck_assert_msg(strstr(error.message, message) != NULL, "%s: not '%s'", error.message, message);
    remove(path);
    free(path);
}

static const struct {
    const char *allele, *length, *position, *first, *message;
} wrong[] = {
    {"class I", "8", "1", "0", ":2: column 'allele' has 'class I' where an allele"},
    {"A0201", "7", "1", "0", ":2: column 'length' has '7' where 8 to 11"},
    {"A0201", "12", "1", "0", ":2: column 'length' has '12' where 8 to 11"},
    {"A0201", "8.5", "1", "0", "column 'length'"},
    {"A0201", "8", "0", "0", ":2: column 'position' has '0' where a position"},
    {"A0201", "8", "9", "0", "column 'position' has '9'"},
    {"A0201", "8", "1", "x", ":2: column 'A' has 'x' where a score"},
    {"A0201", "8", "1", "29.01", "column 'A' has '29.01'"},
    {"A0201", "8", "1", "-30", "column 'A' has '-30'"},
    {"A0201", "8", "1", "0", "the motif of HLA-A*02:01 for 8 residues has no row for"},
};

START_TEST(are_refused)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        test_text text = {0};
        text_print(&text, "%s", header);
        add_row(&text, wrong[i].allele, wrong[i].length, wrong[i].position, wrong[i].first);
        refuse(text.bytes, wrong[i].message);
        text_free(&text);
    }
    refuse(header, "no motif");
    refuse("allele\tlength\tA\nA0201\t8\t1\n", "a table of motifs was expected");
    refuse("allele\tlength\tposition\tA\nA0201\t8\t1\t1\n", "each of the 20 amino acids");
    test_text text = {0};
    text_print(&text, "%s", header);
    add_row(&text, "A0201", "8", "1", "0");
    add_row(&text, "A*02:01", "8", "1", "0");
    refuse(text.bytes, ":3: column 'position' has '1' where a position that has no row");
    text_free(&text);
}
END_TEST

/* As many alleles as someone may make up, position by position: the time grows with the rows alone.
 */
START_TEST(are_many)
{
    const unsigned alleles = support_scaled(40000);
    test_text text = {0};
    struct mim_allele_motifs *m;
    mimicry_error error = {.size = sizeof error};
    char allele[32], position[4];

    text_print(&text, "%s", header);
    for (unsigned j = 1; j <= 8; j++) {
        snprintf(position, sizeof position, "%u", j);
        for (unsigned a = 0; a < alleles; a++) {
            snprintf(allele, sizeof allele, "HLA-A*%02u:%03u", 10 + a / 500, 100 + a % 500);
            add_row(&text, allele, "8", position, a % 2 == 0 ? "1.5" : "-2");
        }
    }
    char *path = support_write_file(".tsv", text.bytes, text.length);
    const clock_t begin = clock();
    support_expect_ok(mim_allele_motifs_read(path, &m, &error), &error, "many alleles");
    const double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    ck_assert_msg(seconds < 4, "%u alleles took %.1f s of the processor", alleles, seconds);
    ck_assert_uint_eq(m->count, alleles);
    for (size_t i = 0; i < m->count; i++)
        ck_assert_int_eq(m->at[i].scores[7][0], m->at[i].allele % 2 == 0 ? 150 : -200);
    mim_allele_motifs_free(m);
    remove(path);
    free(path);
    text_free(&text);
}
END_TEST

/* Scores are kept to 1/100 bit, and rows may come in any order. */
START_TEST(are_rounded)
{
    static const char *const positions[] = {"3", "1", "8", "2", "4", "7", "6", "5"};
    struct mim_allele_motifs *m;
    mimicry_error error = {.size = sizeof error};
    test_text text = {0};
    text_print(&text, "%s", header);
    for (size_t i = 0; i < 8; i++) {
        add_row(&text, "B0702", "8", positions[i], "0.006");
        add_row(&text, "A0101", "8", positions[i], positions[i]);
    }
    char *path = support_write_file(".tsv", text.bytes, text.length);
    support_expect_ok(mim_allele_motifs_read(path, &m, &error), &error, "read");
    const struct mim_allele_motif *a = mim_allele_motifs_find(m, "HLA-A*01:01", 8);
    const struct mim_allele_motif *b = mim_allele_motifs_find(m, "HLA-B*07:02", 8);
    ck_assert(a != NULL && b != NULL && a->ligands == 12);
    for (int j = 0; j < 8; j++) {
        ck_assert_int_eq(a->scores[j][mim_code_of['A']], 100 * (j + 1));
        ck_assert_int_eq(b->scores[j][mim_code_of['A']], 1);
        ck_assert_int_eq(b->scores[j][mim_code_of['C']], -118); /* -1.175 */
    }
    mim_allele_motifs_free(m);
    remove(path);
    free(path);
    text_free(&text);
}
END_TEST

/* Which positions weigh nothing, by length. */
static void expect_fixed(const char *allele, uint32_t length, const char *fixed)
{
    struct mim_weights w;
    mimicry_error error = {.size = sizeof error};
    uint32_t least, most;
    support_expect_ok(mim_weights_from_allele(allele, &w, &error), &error, allele);
    mim_weights_lengths(&w, &least, &most);
    ck_assert_int_eq(fixed[0] != '\0', least <= length && length <= most);
    for (uint32_t j = 0; fixed[0] != '\0' && j < length; j++)
        ck_assert_msg((mim_weights_at(&w, j, length) == 0) == (fixed[j] == 'x'), "%s: %u", allele,
                      (unsigned)j);
    mim_weights_free(&w);
}

START_TEST(anchors)
{
    struct mim_weights w;
    expect_fixed("A0201", 8, ""); /* of 24 ligands: no position has 1 bit */
    expect_fixed("A0201", 9, ".x......x");
    expect_fixed("A0201", 10, ".x.......x");
    expect_fixed("HLA-A*02:01", 11, ".x........x");
    expect_fixed("A*01:01", 9, ".xx.....x");
    expect_fixed("B*08:01", 9, "....x...x");
    ck_assert_int_eq(mim_weights_from_allele("A2", &w, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mim_weights_from_allele("x", &w, NULL), MIMICRY_E_ARGUMENT);
}
END_TEST

int main(void)
{
    support_begin("test_allele_motifs");
    Suite *suite = suite_create("allele motifs");
    support_add_test(suite, are_built_in);
    support_add_test(suite, are_those_of_the_table);
    support_add_test(suite, are_refused);
    support_add_test(suite, are_many);
    support_add_test(suite, are_rounded);
    support_add_test(suite, anchors);
    return support_run(suite);
}
