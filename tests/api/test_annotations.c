/* Annotations: what is added, what is refused, and what they tell of names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table_reader.h"

static const char levels[] = "gene\tHeart Muscle\tLiver\tSaltpan\n"
                             "TTN\t100.5\t0\t3\n"
                             "ACTB\tNA\t7\t\n";
static const char binders[] = "peptide,allele,rank\nESDPIVAQY,HLA-A*01:01,0.1\n"
                              "ESDPIVAQY,HLA-B*35:01,1.5\nSIINFEKL,,\n";

static void add(mimicry_annotations *annotations, int32_t kind, const char *text)
{
    mimicry_error error = {.size = sizeof error};
    char *path = text == NULL ? NULL : support_write_file(".tsv", text, strlen(text));
    support_expect_ok(mimicry_annotations_add(annotations, kind, path, &error), &error, "add");
    if (path != NULL)
        remove(path);
    free(path);
}

static mimicry_annotations *create(void)
{
    mimicry_annotations *annotations = NULL;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mimicry_annotations_create(&annotations, &error), &error, "create");
    return annotations;
}

static void expect_table(const mimicry_annotations *annotations, int32_t kind,
                         const char *const *names, size_t n_names, const char *wanted)
{
    struct ArrowArrayStream stream;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mimicry_annotations_table(annotations, kind, names, n_names, &stream, &error),
                      &error, "table");
    read_table table = table_read_all(&stream);
    char *text = table_as_text(&table);
    ck_assert_str_eq(text, wanted);
    free(text);
    table_release(&table);
}

/* The built-in motifs, in any spelling, and those of a file in their place. */
START_TEST(tell_alleles)
{
    static const char *const alleles[] = {"A0201", "hla_c_03_04", "HLA-A*99:01", "DRB1*15:01", "x"};
    mimicry_annotations *a = create();
    add(a, MIMICRY_MOTIFS, NULL);
    expect_table(a, MIMICRY_MOTIFS, alleles, 5,
                 "allele\tlength\tligands\n"
                 "HLA-A*02:01\t8\t24\nHLA-A*02:01\t9\t2061\nHLA-A*02:01\t10\t470\n"
                 "HLA-A*02:01\t11\t481\nHLA-C*03:04\t8\t186\nHLA-C*03:04\t9\t1767\n"
                 "HLA-C*03:04\t10\t212\nHLA-C*03:04\t11\t121\n"
                 "HLA-A*99:01\t\t\nHLA-DRB1*15:01\t\t\nx\t\t\n");
    test_text text = {0};
    text_print(&text, "Allele,Length,Position,A,R,N,D,C,Q,E,G,H,I,L,K,M,F,P,S,T,W,Y,V\n");
    for (unsigned j = 8; j > 0; j--)
        text_print(&text, "A9901,8,%u,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0\n", j);
    add(a, MIMICRY_MOTIFS, text.bytes);
    expect_table(a, MIMICRY_MOTIFS, alleles, 3,
                 "allele\tlength\tligands\nHLA-A*02:01\t\t\nHLA-C*03:04\t\t\n"
                 "HLA-A*99:01\t8\t\n");
    text_free(&text);
    mimicry_annotations_free(a);
}
END_TEST

START_TEST(tell_what_is_known)
{
    static const char *const genes[] = {"ttn", "ACTB", "NOGENE"};
    static const char *const tissues[] = {"heart_muscle", "Saltpan"};
    static const char *const peptides[] = {"esdpivaqy", "SIINFEKL", "AAAA"};
    mimicry_annotations *a = create();
    add(a, MIMICRY_EXPRESSION, levels);
    add(a, MIMICRY_BINDERS, binders);
    expect_table(a, MIMICRY_EXPRESSION, genes, 1,
                 "gene\ttissue\tlevel\torgan\tvital\n"
                 "ttn\tHeart Muscle\t100.5\t\t\nttn\tLiver\t0\t\t\nttn\tSaltpan\t3\t\t\n");
    add(a, MIMICRY_ORGANS, NULL);
    expect_table(a, MIMICRY_EXPRESSION, genes, 3,
                 "gene\ttissue\tlevel\torgan\tvital\n"
                 "ttn\tHeart Muscle\t100.5\theart\tyes\n"
                 "ttn\tLiver\t0\tliver\tyes\nttn\tSaltpan\t3\t\t\n"
                 "ACTB\tHeart Muscle\t\theart\tyes\n"
                 "ACTB\tLiver\t7\tliver\tyes\nACTB\tSaltpan\t\t\t\n"
                 "NOGENE\t\t\t\t\n");
    expect_table(a, MIMICRY_ORGANS, tissues, 2,
                 "tissue\torgan\tvital\nheart_muscle\theart\tyes\nSaltpan\t\t\n");
    expect_table(a, MIMICRY_BINDERS, peptides, 3,
                 "peptide\tallele\trank\n"
                 "esdpivaqy\tHLA-A*01:01\t0.10000000000000001\n"
                 "esdpivaqy\tHLA-B*35:01\t1.5\nSIINFEKL\t\t\nAAAA\t\t\n");
    expect_table(a, MIMICRY_BINDERS, peptides, 0, "peptide\tallele\trank\n");
    mimicry_annotations_free(a);
}
END_TEST

/* What was there stays when what comes is refused, and gives way when it is not. */
START_TEST(one_of_each_kind)
{
    static const char *const gene = "TTN";
    mimicry_error error = {0};
    mimicry_annotations *a = create();
    add(a, MIMICRY_EXPRESSION, "gene,Liver\nTTN,1\n");
    ck_assert_int_eq(mimicry_annotations_add(a, MIMICRY_EXPRESSION, "/no/such/file", &error),
                     MIMICRY_E_IO);
    expect_table(a, MIMICRY_EXPRESSION, &gene, 1,
                 "gene\ttissue\tlevel\torgan\tvital\nTTN\tLiver\t1\t\t\n");
    add(a, MIMICRY_EXPRESSION, "gene,Liver\nTTN,2\n");
    expect_table(a, MIMICRY_EXPRESSION, &gene, 1,
                 "gene\ttissue\tlevel\torgan\tvital\nTTN\tLiver\t2\t\t\n");
    mimicry_annotations_free(a);
}
END_TEST

/* A table goes on when what it was made of is closed. */
START_TEST(tables_keep_what_they_need)
{
    static const char *const gene = "TTN";
    struct ArrowArrayStream stream;
    mimicry_error error = {0};
    mimicry_annotations *a = create();
    add(a, MIMICRY_EXPRESSION, levels);
    support_expect_ok(mimicry_annotations_table(a, MIMICRY_EXPRESSION, &gene, 1, &stream, &error),
                      &error, "table");
    mimicry_annotations_free(a);
    read_table table = table_read_all(&stream);
    ck_assert_uint_eq(table.n_rows, 3);
    table_release(&table);
}
END_TEST

START_TEST(refused)
{
    static const char *const names[] = {"TTN", NULL};
    struct ArrowArrayStream stream;
    mimicry_error error = {0};
    mimicry_annotations *a = create();
    ck_assert_int_eq(mimicry_annotations_create(NULL, &error), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_annotations_add(NULL, MIMICRY_ORGANS, NULL, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_annotations_add(a, 99, NULL, &error), MIMICRY_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "99"));
    ck_assert_int_eq(mimicry_annotations_add(a, MIMICRY_BINDERS, NULL, &error), MIMICRY_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "binders"));
    for (int32_t kind = MIMICRY_EXPRESSION; kind <= MIMICRY_BINDERS; kind++) {
        ck_assert_int_eq(mimicry_annotations_table(a, kind, names, 1, &stream, &error),
                         MIMICRY_E_ARGUMENT);
        ck_assert(stream.release == NULL);
        ck_assert_ptr_nonnull(strstr(error.message, "add one"));
    }
    add(a, MIMICRY_ORGANS, NULL);
    ck_assert_int_eq(mimicry_annotations_table(a, MIMICRY_ORGANS, names, 2, &stream, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_annotations_table(a, 0, names, 1, &stream, &error),
                     MIMICRY_E_ARGUMENT);
    mimicry_annotations_free(a);
    mimicry_annotations_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("annotations");

    support_begin("test_annotations");
    support_add_test(suite, tell_alleles);
    support_add_test(suite, tell_what_is_known);
    support_add_test(suite, one_of_each_kind);
    support_add_test(suite, tables_keep_what_they_need);
    support_add_test(suite, refused);
    return support_run(suite);
}
