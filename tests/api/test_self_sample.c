/* Searches of the sample of human proteins in the data folder, against the oracle. */
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "real_checks.h"

START_TEST(sample_of_human_proteins)
{
    static const char *const known[] = {"EVDPIGHLY", "ESDPIVAQY", "NLVPMVATV",
                                        "GILGFVFTL", "SLLMWITQC", "ELAGIGILTV"};
    test_random random = random_of_case(40, 0);
    letter_source source = natural_letters();
    char *path = support_data_path("self_sample.fasta.gz");
    tested_proteome proteome = proteome_from_file(path);
    peptide_shape shape = {.proteome = proteome.records.letters,
                           .proteome_length = proteome.records.starts[proteome.records.count],
                           .count = support_scaled(25),
                           .min_length = 7,
                           .max_length = 17};
    test_peptides peptides = random_peptides(&random, &source, &shape);

    ck_assert_uint_eq(proteome.records.count, 204);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        peptides_add(&peptides, known[i], strlen(known[i]));
    check_real_searches(&proteome, &peptides, "sample of human proteins");
    peptides_free(&peptides);
    proteome_free(&proteome);
    free(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("self_sample");

    support_begin("test_self_sample");
    support_add_test(suite, sample_of_human_proteins);
    return support_run(suite);
}
