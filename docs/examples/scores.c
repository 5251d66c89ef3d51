/* The published scores of two peptides, and how unlike a proteome the first is.
 *     scores A B [INDEX]
 *     cc scores.c $(pkg-config --cflags --libs mimicry) -o scores */
#include <mimicry/mimicry.h>
#include <stdio.h>

static void print_pair(int32_t method, const char *a, const char *b)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_scorer *scorer;
    double value;
    if (mimicry0_scorer_create(method, NULL, &scorer, &error) == MIMICRY_OK &&
        mimicry0_scorer_pair(scorer, a, b, &value, &error) == MIMICRY_OK)
        printf("%s\t%.10g\n", mimicry0_score_name(method), value);
    else /* some need parameters, and most need peptides of one length */
        printf("%s\t\t%s\n", mimicry0_score_name(method), error.message);
    mimicry0_scorer_free(scorer);
}

static mimicry_status print_dissimilarity(const char *path, const char *peptide,
                                          mimicry_error *error)
{
    mimicry_index *index = NULL;
    double dissimilarity;
    mimicry_status status = mimicry_index_open(path, MIMICRY_OPEN_FASTA, &index, error);
    if (status == MIMICRY_OK)
        status = mimicry0_score_partition(index, &peptide, 1, NULL, NULL, &dissimilarity, error);
    if (status == MIMICRY_OK)
        printf("dissimilarity of %s\t%.10g\n", peptide, dissimilarity);
    mimicry_index_close(index);
    return status;
}

int main(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error};
    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: scores A B [INDEX]\n");
        return 2;
    }
    for (int32_t method = 1; mimicry0_score_name(method) != NULL; method++)
        print_pair(method, argv[1], argv[2]);
    if (argc == 4 && print_dissimilarity(argv[3], argv[1], &error) != MIMICRY_OK) {
        fprintf(stderr, "scores: %s\n", error.message);
        return 1;
    }
    return 0;
}
