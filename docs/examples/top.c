/* The self-peptides nearest to each peptide of a file, by a substitution matrix, with E-values.
 *     top INDEX PEPTIDES N
 * PEPTIDES is FASTA, a list with one a line, or a table with a column `peptide`.
 *     cc top.c $(pkg-config --cflags --libs mimicry) -o top */
#include <inttypes.h>
#include <math.h>
#include <mimicry/mimicry.h>
#include <stdio.h>
#include <stdlib.h>

/* What is to be released in the end; each function takes NULL too. */
struct session {
    mimicry_index *index;
    mimicry_model *matrix;
    mimicry0_sequences *peptides;
    mimicry0_significance *significance;
    mimicry0_hits *hits;
    double *evalues;
};

static void session_free(struct session *s)
{
    free(s->evalues);
    mimicry0_hits_free(s->hits);
    mimicry0_significance_free(s->significance);
    mimicry0_sequences_free(s->peptides);
    mimicry_model_free(s->matrix);
    mimicry_index_close(s->index);
}

static void print_hits(const struct session *s, size_t count, size_t stride)
{
    const char *const *ids = mimicry0_sequences_ids(s->peptides);
    const char *const *letters = mimicry0_sequences_letters(s->peptides);
    const char *at = (const char *)mimicry0_hits_data(s->hits, NULL, NULL);
    char window[MIMICRY_MAX_PEPTIDE + 1];
    for (size_t i = 0; i < count; i++) {
        const mimicry_hit *hit = (const mimicry_hit *)(const void *)(at + i * stride);
        mimicry0_index_get_residues(s->index, hit->record, hit->start, hit->length, window);
        printf("%s\t%s\t%s\t%g\t%.3g\n", ids[hit->query], letters[hit->query], window, hit->score,
               s->evalues[i]);
    }
}

static mimicry_status run(struct session *s, char **words, mimicry_error *error)
{
    mimicry0_search_options options;
    size_t count = 0, stride = 0;
    mimicry_status status;
    mimicry0_search_options_init(&options, sizeof options);
    if ((status = mimicry0_model_matrix("PAM70", 0, &s->matrix, error)) != MIMICRY_OK ||
        (status = mimicry_index_open(words[0], MIMICRY_OPEN_FASTA, &s->index, error)) !=
            MIMICRY_OK ||
        (status = mimicry0_sequences_read(words[1], MIMICRY_READ_PEPTIDES, &s->peptides, error)) !=
            MIMICRY_OK)
        return status;

    options.model = s->matrix;
    options.threshold_kind = MIMICRY_MIN_SCORE;
    options.threshold = -INFINITY; /* the best, whatever their score */
    options.top = strtoull(words[2], NULL, 10);
    const char *const *letters = mimicry0_sequences_letters(s->peptides);
    const size_t n = (size_t)mimicry0_sequences_count(s->peptides);
    if ((status = mimicry0_search(s->index, letters, n, &options, &s->hits, error)) != MIMICRY_OK ||
        (status = mimicry0_significance_create(s->index, &options, &s->significance, error)) !=
            MIMICRY_OK)
        return status;

    const mimicry_hit *hits = mimicry0_hits_data(s->hits, &count, &stride);
    s->evalues = calloc(count + 1, sizeof *s->evalues);
    if (s->evalues == NULL)
        return MIMICRY_E_MEMORY;
    status = mimicry0_significance_hits(s->significance, letters, n, hits, count, stride, NULL,
                                        s->evalues, error);
    if (status == MIMICRY_OK)
        print_hits(s, count, stride);
    return status;
}

int main(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error, .message = "not enough memory"};
    struct session session = {0};
    if (argc != 4) {
        fprintf(stderr, "usage: top INDEX PEPTIDES N\n");
        return 2;
    }
    const mimicry_status status = run(&session, argv + 1, &error);
    session_free(&session);
    if (status != MIMICRY_OK)
        fprintf(stderr, "top: %s\n", error.message);
    return status == MIMICRY_OK ? 0 : 1;
}
