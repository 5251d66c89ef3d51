/* The published scores of two peptides, and how unlike a proteome the first is.
 *     scores A B [INDEX]
 *     cc scores.c $(pkg-config --cflags --libs mimicry) -o scores */
#include <mimicry/mimicry.h>
#include <stdio.h>

static void print_pair(int32_t method, const char *a, const char *b)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_score_options options = {.size = sizeof options, .method = method};
    const char *name = mimicry_name(MIMICRY_NAMES_SCORES, (size_t)method);
    mimicry_scorer *scorer;
    double value;
    if (mimicry_scorer_create(&options, &scorer, &error) == MIMICRY_OK &&
        mimicry_scorer_pair(scorer, a, b, &value, &error) == MIMICRY_OK)
        printf("%s\t%.10g\n", name, value);
    else /* some need parameters, and most need peptides of one length */
        printf("%s\t\t%s\n", name, error.message);
    mimicry_scorer_free(scorer);
}

static int write_to(void *file, const char *bytes, size_t count)
{
    return fwrite(bytes, 1, count, file) != count;
}

/* The table of the dissimilarity of a peptide to all records of an index. */
static mimicry_status print_dissimilarity(const char *path, const char *peptide,
                                          mimicry_error *error)
{
    const mimicry_score_options options = {.size = sizeof options,
                                           .method = MIMICRY_SCORE_DISSIMILARITY};
    const mimicry_query query = {.peptide = peptide};
    mimicry_index *index = NULL;
    mimicry_scorer *scorer = NULL;
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream table = {0};
    mimicry_status status = mimicry_index_open(path, MIMICRY_OPEN_FASTA, &index, error);
    if (status == MIMICRY_OK)
        status = mimicry_scorer_create(&options, &scorer, error);
    if (status == MIMICRY_OK)
        status = mimicry_queries_from(&query, 1, sizeof query, NULL, &queries, error);
    if (status == MIMICRY_OK)
        status = mimicry_scorer_table(scorer, index, queries, &table, error);
    if (status == MIMICRY_OK)
        status = mimicry_table_write(&table, NULL, write_to, stdout, NULL, error);
    if (table.release != NULL)
        table.release(&table);
    mimicry_queries_close(queries);
    mimicry_scorer_free(scorer);
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
    for (int32_t method = MIMICRY_SCORE_HAMMING; method <= MIMICRY_SCORE_HEX; method++)
        print_pair(method, argv[1], argv[2]);
    if (argc == 4 && print_dissimilarity(argv[3], argv[1], &error) != MIMICRY_OK) {
        fprintf(stderr, "scores: %s\n", error.message);
        return 1;
    }
    return 0;
}
