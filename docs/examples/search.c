/* All windows within some mismatches of a peptide, with the proteins and genes they are in.
 *     search INDEX PEPTIDE MISMATCHES
 * INDEX is what mimicry_index_save wrote, or a FASTA file, which is indexed in memory first.
 *     cc search.c $(pkg-config --cflags --libs mimicry) -o search */
#include <inttypes.h>
#include <mimicry/mimicry.h>
#include <stdio.h>
#include <stdlib.h>

/* Takes some hits, in their order; a later library's records may be longer. */
static int print_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    const mimicry_index *index = data;
    const char *at = (const char *)hits;
    for (size_t i = 0; i < count; i++, at += stride) {
        const mimicry_hit *hit = (const mimicry_hit *)(const void *)at;
        mimicry_record record = {.size = sizeof record};
        char window[MIMICRY_MAX_PEPTIDE + 1];
        if (mimicry_index_record(index, hit->record, &record, NULL) != MIMICRY_OK)
            continue;
        mimicry_index_residues(index, hit->record, hit->start, hit->length, window);
        /* Positions count from 0 here; people count from 1. */
        printf("%s\t%" PRIu32 "\t%g\t%s\t%s\t%" PRIu64 "\n", window, hit->mismatches, hit->score,
               record.accession, record.gene, hit->start + 1);
    }
    return 0;
}

static mimicry_status search(const char *path, const char *peptide, double mismatches,
                             mimicry_error *error)
{
    const mimicry_search_options options = {
        .size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES, .threshold = mismatches};
    mimicry_index *index = NULL;
    mimicry_status status = mimicry_index_open(path, MIMICRY_OPEN_FASTA, &index, error);
    if (status == MIMICRY_OK)
        status = mimicry_search_each(index, &peptide, 1, &options, print_hits, index, error);
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
