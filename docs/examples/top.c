/* The self-peptides nearest to each peptide of a file, by a substitution matrix, with E-values.
 *     top INDEX PEPTIDES N
 * PEPTIDES is FASTA, a table, or a list with a peptide a line.
 *     cc top.c $(pkg-config --cflags --libs mimicry) -o top */
#include <mimicry/mimicry.h>
#include <stdio.h>
#include <stdlib.h>

/* What is to be released in the end; each function takes NULL too. */
struct session {
    mimicry_index *index;
    mimicry_model *matrix;
    mimicry_queries *peptides;
    const mimicry_query *peptide; /* the one that is searched */
};

static void session_free(struct session *s)
{
    mimicry_queries_close(s->peptides);
    mimicry_model_free(s->matrix);
    mimicry_index_close(s->index);
}

static int print_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    const struct session *s = data;
    const char *at = (const char *)hits, *peptide = s->peptide->peptide;
    char window[MIMICRY_MAX_PEPTIDE + 1];
    for (size_t i = 0; i < count; i++) {
        const mimicry_hit *hit = (const mimicry_hit *)(const void *)(at + i * stride);
        mimicry_index_residues(s->index, hit->record, hit->start, hit->length, window);
        printf("%s\t%s\t%s\t%g\t%.3g\n", s->peptide->id, peptide, window, hit->score,
               mimicry_evalue(s->index, s->matrix, peptide, MIMICRY_MIN_SCORE, hit->score));
    }
    return 0;
}

static mimicry_status open_all(struct session *s, char **words, mimicry_error *error)
{
    const mimicry_model_options matrix = {.size = sizeof matrix, .source = "PAM70"};
    mimicry_status status = mimicry_model_create(&matrix, &s->matrix, error);
    if (status == MIMICRY_OK)
        status = mimicry_index_open(words[0], MIMICRY_OPEN_FASTA, &s->index, error);
    if (status == MIMICRY_OK)
        status = mimicry_queries_open(words[1], NULL, &s->peptides, error);
    return status;
}

static mimicry_status run(struct session *s, char **words, mimicry_error *error)
{
    mimicry_search_options options = {.size = sizeof options};
    size_t count = 0, stride;
    mimicry_status status = open_all(s, words, error);
    options.model = s->matrix;
    options.top = strtoull(words[2], NULL, 10); /* the best, whatever their score */
    do {
        if (status == MIMICRY_OK)
            status = mimicry_queries_next(s->peptides, 1, &s->peptide, &count, &stride, error);
        if (status == MIMICRY_OK && count > 0)
            status = mimicry_search_each(s->index, &s->peptide->peptide, 1, &options, print_hits, s,
                                         error);
    } while (status == MIMICRY_OK && count > 0);
    return status;
}

int main(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error};
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
