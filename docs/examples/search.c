/* All windows within some mismatches of a peptide, with the proteins and genes they are in.
 *     search INDEX PEPTIDE MISMATCHES
 * INDEX is what mimicry_index_save wrote, or a FASTA file, which is indexed in memory first.
 *     cc search.c $(pkg-config --cflags --libs mimicry) -o search */
#include <inttypes.h>
#include <mimicry/mimicry.h>
#include <stdio.h>
#include <stdlib.h>

static void print_hit(const mimicry_index *index, const mimicry_hit *hit)
{
    char window[MIMICRY_MAX_PEPTIDE + 1];
    mimicry0_record record = {.size = sizeof record};
    if (mimicry0_index_get_record(index, hit->record, &record, NULL) != MIMICRY_OK)
        return;
    mimicry0_index_get_residues(index, hit->record, hit->start, hit->length, window);
    /* Positions count from 0 here; people count from 1. */
    printf("%s\t%" PRIu32 "\t%g\t%s\t%s\t%" PRIu64 "\n", window, hit->mismatches, hit->score,
           record.accession, record.gene, hit->start + 1);
}

static mimicry_status search(const char *path, const char *peptide, double mismatches,
                             mimicry_error *error)
{
    mimicry_index *index = NULL;
    mimicry0_hits *hits = NULL;
    mimicry0_search_options options;
    mimicry0_search_options_init(&options, sizeof options);
    options.threshold_kind = MIMICRY_MAX_MISMATCHES;
    options.threshold = mismatches;

    mimicry_status status = mimicry_index_open(path, MIMICRY_OPEN_FASTA, &index, error);
    if (status == MIMICRY_OK)
        status = mimicry0_search(index, &peptide, 1, &options, &hits, error);
    if (status == MIMICRY_OK) {
        size_t count, stride;
        const char *at = (const char *)mimicry0_hits_data(hits, &count, &stride);
        for (size_t i = 0; i < count; i++) /* a later library's records may be longer */
            print_hit(index, (const mimicry_hit *)(const void *)(at + i * stride));
    }
    mimicry0_hits_free(hits);
    mimicry_index_close(index);
    return status;
}

int main(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error};
    if (argc != 4) {
        fprintf(stderr, "usage: search INDEX PEPTIDE MISMATCHES\n");
        return 2;
    }
    if (search(argv[1], argv[2], atof(argv[3]), &error) != MIMICRY_OK) {
        fprintf(stderr, "search: %s\n", error.message);
        return 1;
    }
    return 0;
}
