/* Samples, searches and lists of hits for the tests that compare the library with itself. */
#ifndef MIMICRY_TESTS_SAMPLES_H
#define MIMICRY_TESTS_SAMPLES_H

#include "all_hits.h"
#include "models.h"
#include "generate.h"
#include "support.h"

enum { ROUNDS = 25 };

/* A random proteome of two files, and peptides from the first. */
typedef struct sample {
    test_text fasta[2];
    test_peptides peptides;
} sample;

sample random_sample(uint64_t test, uint64_t number);
void sample_free(sample *made);

/* Of the first file. */
mimicry_index *index_of_sample(const sample *made);

/* These fail the test when the library has an error. */
mimicry_index *build_index(const char *const *paths, size_t count);
mimicry_index *open_index(const char *path, uint32_t flags);
void save_index(const mimicry_index *index, const char *path);
all_hits *search_index(const mimicry_index *index, const char *const *peptides, size_t count,
                       const mimicry_search_options *options);

mimicry_search_options options_of(int32_t kind, double threshold, uint64_t top);

/* Six searches of all kinds; beyond, the same again. */
mimicry_search_options options_number(unsigned i);

/* A plain array of hits. */
typedef struct hit_list {
    mimicry_hit *data;
    size_t count;
} hit_list;

void list_add(hit_list *list, const mimicry_hit *hits, size_t count, size_t stride);

/* Takes the hits over. */
hit_list list_of(all_hits *hits);

/* Fails the test unless both are the same. Frees both. */
void expect_same(hit_list a, hit_list b, const char *what, unsigned number);

/* The same for all the searches of options_number. */
void expect_same_searches(const mimicry_index *a, const mimicry_index *b,
                          const test_peptides *peptides, const char *what, unsigned number);

#endif
