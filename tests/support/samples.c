/* Samples, searches and lists of hits for the tests that compare the library with itself. */
#include "samples.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"

sample random_sample(uint64_t test, uint64_t number)
{
    test_random random = random_of_case(test, number);
    letter_source source = random_letter_source(&random);
    proteome_shape shape = {12, 300};
    sample made = {0};

    made.fasta[0] = random_fasta(&random, &source, &shape);
    made.fasta[1] = random_fasta(&random, &source, &shape);
    oracle_records records = oracle_fasta_parse(made.fasta[0].bytes, made.fasta[0].length);
    peptide_shape list = {.proteome = records.letters,
                          .proteome_length = records.starts[records.count],
                          .count = 8,
                          .min_length = 1,
                          .max_length = 12};
    made.peptides = random_peptides(&random, &source, &list);
    oracle_records_free(&records);
    return made;
}

void sample_free(sample *made)
{
    text_free(&made->fasta[0]);
    text_free(&made->fasta[1]);
    peptides_free(&made->peptides);
}

mimicry_search_options options_of(int32_t kind, double threshold, uint64_t top)
{
    mimicry_search_options options;

    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.threshold_kind = kind;
    options.threshold = threshold;
    options.top = top;
    return options;
}

/* Some searches of every kind. */
mimicry_search_options options_number(unsigned i)
{
    switch (i % 6) {
    case 0:
        return options_of(MIMICRY_MAX_MISMATCHES, 0, 0);
    case 1:
        return options_of(MIMICRY_MAX_MISMATCHES, 2, 0);
    case 2:
        return options_of(MIMICRY_MIN_SCORE, -INFINITY, 5);
    case 3:
        return options_of(MIMICRY_MAX_PENALTY, 7, 0);
    case 4:
        return options_of(MIMICRY_MIN_SIMILARITY, 0.4, 3);
    default:
        return options_of(MIMICRY_MAX_MISMATCHES, 99, 4);
    }
}

mimicry_index *build_index(const char *const *paths, size_t count)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index = NULL;

    support_expect_ok(mimicry_index_build(paths, count, NULL, &index, &error), &error, "build");
    return index;
}

mimicry_index *open_index(const char *path, uint32_t flags)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index = NULL;

    support_expect_ok(mimicry_index_open(path, flags, &index, &error), &error, "open");
    return index;
}

void save_index(const mimicry_index *index, const char *path)
{
    mimicry_error error = {.size = sizeof error};

    support_expect_ok(mimicry_index_save(index, path, &error), &error, "save");
}

all_hits *search_index(const mimicry_index *index, const char *const *peptides, size_t count,
                       const mimicry_search_options *options)
{
    mimicry_error error = {.size = sizeof error};
    all_hits *hits = NULL;

    support_expect_ok(all_hits_search(index, peptides, count, options, &hits, &error), &error,
                      "search");
    ck_assert_ptr_nonnull(hits);
    return hits;
}

void list_add(hit_list *list, const mimicry_hit *hits, size_t count, size_t stride)
{
    const char *bytes = (const char *)hits;

    list->data = support_realloc(list->data, (list->count + count) * sizeof *list->data);
    for (size_t i = 0; i < count; i++)
        memcpy(list->data + list->count++, bytes + i * stride, sizeof *list->data);
}

hit_list list_of(all_hits *hits)
{
    hit_list list = {0};
    size_t count = 0;
    size_t stride = 0;
    const mimicry_hit *data = all_hits_data(hits, &count, &stride);

    list_add(&list, data, count, stride);
    all_hits_free(hits);
    return list;
}

static bool same_hit(const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == b->query_start && a->record == b->record &&
           a->start == b->start && a->length == b->length && a->mismatches == b->mismatches &&
           a->score == b->score;
}

/* Consumes both. */
void expect_same(hit_list a, hit_list b, const char *what, unsigned number)
{
    size_t i = 0;

    while (i < a.count && i < b.count && same_hit(a.data + i, b.data + i))
        i++;
    ck_assert_msg(i == a.count && i == b.count,
                  "%s, case %u (seed %llu): %zu and %zu hits, the same up to hit %zu", what, number,
                  (unsigned long long)support_seed(), a.count, b.count, i);
    free(a.data);
    free(b.data);
}

void expect_same_searches(const mimicry_index *a, const mimicry_index *b,
                          const test_peptides *peptides, const char *what, unsigned number)
{
    for (unsigned i = 0; i < 6; i++) {
        mimicry_search_options options = options_number(i);

        expect_same(list_of(search_index(a, peptides->letters, peptides->count, &options)),
                    list_of(search_index(b, peptides->letters, peptides->count, &options)), what,
                    number);
    }
}

mimicry_index *index_of_sample(const sample *made)
{
    char *path = support_write_file(".fasta", made->fasta[0].bytes, made->fasta[0].length);
    mimicry_index *index = build_index((const char *const[]){path}, 1);

    remove(path);
    free(path);
    return index;
}
