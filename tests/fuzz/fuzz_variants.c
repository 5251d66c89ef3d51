/* Bytes as a person's variants, a VCF or a table: the index that is made of them is sound, its
 * windows are those that it counts, and every verb takes it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "every_verb.h"
#include "fuzz.h"
#include "variant/variants.h"

/* Peptides of the samples in fuzz.c, with residues that variants may change. */
static const char *const peptides[] = {"EVDPIGHLY", "AAAAAAAAAAAA", "EEALEAQQEAL", "K"};
enum { N_PEPTIDES = sizeof peptides / sizeof *peptides };

static void take_note(void *data, const char *note)
{
    uint64_t *notes = data;

    FUZZ_EXPECT(note[0] != '\0' && strchr(note, '\n') == NULL);
    *notes += 1;
}

/* Whether there is anything to build an index with: most bytes are no variants. */
static bool are_variants(const char *path)
{
    mimicry_error error = {.size = sizeof error};
    struct mim_variants variants;
    const mimicry_status status = mim_variants_read(path, &variants, &error);

    fuzz_check(status, &error, NULL);
    if (status != MIMICRY_OK)
        return false;
    const bool any = variants.count > 0 || variants.seen > 0;
    for (size_t i = 0; i < variants.count; i++) {
        const struct mim_variant *v = &variants.list[i];

        FUZZ_EXPECT(v->copies >= 1 && v->copies <= 7 && v->n_names <= MIM_VARIANT_NAMES);
        for (uint32_t k = 0; k < v->n_names; k++)
            FUZZ_EXPECT(v->names[k] < variants.used);
    }
    mim_variants_free(&variants);
    return any;
}

static int take_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    uint64_t *sum = data;

    (void)hits;
    (void)stride;
    *sum += count;
    return 0;
}

/* With any number of mismatches each window that counts is a hit: as many as E-values are of. */
static void count_windows(const mimicry_index *index, const char *peptide)
{
    const double length = (double)strlen(peptide);
    const mimicry_search_options options = {.size = sizeof options,
                                            .run = {.threads = 1},
                                            .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                            .threshold = length};
    uint64_t hits = 0;

    FUZZ_EXPECT(mimicry_search_each(index, &peptide, 1, &options, take_hits, &hits, NULL) ==
                MIMICRY_OK);
    const double windows = mimicry_evalue(index, NULL, peptide, MIMICRY_MAX_MISMATCHES, length);
    FUZZ_EXPECT(fabs(windows - (double)hits) < 0.001);
}

/* What is written passes verify, whatever the variants are. */
static void write_and_verify(const mimicry_index *index)
{
    mimicry_error error = {.size = sizeof error};
    fuzz_text saved = {0};

    FUZZ_EXPECT(mimicry_index_write(index, fuzz_keep_text, &saved, &error) == MIMICRY_OK);
    const mimicry_status status =
        mimicry_index_verify(fuzz_file_of(2, saved.bytes, saved.size), &error);
    FUZZ_EXPECT(status == MIMICRY_OK);
    free(saved.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes bytes = {data, size};
    mimicry_error error = {.size = sizeof error};
    const uint32_t way = fuzz_below(&bytes, 128);
    uint64_t notes = 0;

    const char *const fasta = fuzz_file_of(1, fuzz_fasta, strlen(fuzz_fasta));
    const char *variants = fuzz_file(bytes.at, bytes.left);
    if (!are_variants(variants))
        return 0;
    const mimicry_build_options options = {.size = sizeof options,
                                           .run = {.note = take_note, .data = &notes},
                                           .suffix_width = way % 2 == 0 ? 4 : 8,
                                           .variants = variants};
    mimicry_index *index;
    fuzz_check(mimicry_index_build(&fasta, 1, &options, &index, &error), &error, &index);
    if (index == NULL)
        return 0;
    const char *peptide = peptides[way / 2 % N_PEPTIDES];
    count_windows(index, peptide);
    if (way / 8 % 4 == 0)
        write_and_verify(index);
    for (unsigned verb = way / 32; verb < N_VERBS; verb += 4)
        drive_verb(verb, (verb_call){index, peptide, peptide, size * 7919 + way});
    mimicry_index_close(index);
    return 0;
}
