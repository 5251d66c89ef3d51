/* Makes the data of a benchmark: peptides cut from a proteome, a proteome with random changes, and
 * the matrix of Gram distances. The same in every run. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 80, LONGEST = 63 };

static const char amino_acids[] = "ARNDCQEGHILKMFPSTWYV";

static FILE *create(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        bench_die("%s: cannot be written", path);
    return file;
}

static void finish(FILE *file, const char *path)
{
    const bool bad = ferror(file) != 0;
    if (fclose(file) != 0 || bad)
        bench_die("%s: could not be written", path);
}

static mimicry_info info_of(const mimicry_index *index)
{
    mimicry_info info = {.size = sizeof info};
    mimicry_error error = {.size = sizeof error};
    bench_expect(mimicry_index_info(index, &info, &error), &error);
    return info;
}

static mimicry_record record_of(const mimicry_index *index, uint64_t number)
{
    mimicry_record record = {.size = sizeof record};
    mimicry_error error = {.size = sizeof error};
    bench_expect(mimicry_index_record(index, number, &record, &error), &error);
    return record;
}

static char other_residue(struct bench_random *random, char letter)
{
    char other;
    do
        other = amino_acids[bench_below(random, 20)];
    while (other == letter);
    return other;
}

/* ---- Peptides ---- */

/* Where each record begins in all residues, and where the last ends. */
static uint64_t *starts_of(const mimicry_index *index, uint64_t records)
{
    uint64_t *starts = bench_alloc((size_t)records + 1, sizeof *starts);
    starts[0] = 0;
    for (uint64_t i = 0; i < records; i++)
        starts[i + 1] = starts[i] + record_of(index, i).length;
    return starts;
}

static uint64_t record_at(const uint64_t *starts, uint64_t records, uint64_t place)
{
    uint64_t low = 0;
    uint64_t high = records;
    while (high - low > 1) {
        const uint64_t middle = low + (high - low) / 2;
        if (starts[middle] <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* A random window of `length` residues, all of them amino acids; all places are equally likely. */
static void cut_window(const mimicry_index *index, const uint64_t *starts, uint64_t records,
                       struct bench_random *random, uint64_t length, char *out)
{
    do {
        const uint64_t place = bench_below(random, starts[records]);
        const uint64_t record = record_at(starts, records, place);
        mimicry_index_residues(index, record, place - starts[record], length, out);
    } while (strlen(out) < length || strspn(out, amino_acids) < length);
}

/* Writes the peptides of a FASTA file that have the right length, at most `count` of them. */
static uint64_t copy_peptides(const char *path, uint64_t count, uint64_t min, uint64_t max,
                              FILE *file)
{
    struct bench_peptides peptides = bench_read_peptides(path);
    uint64_t done = 0;
    for (size_t i = 0; i < peptides.count && done < count; i++) {
        const char *letters = peptides.letters[i];
        if (strlen(letters) >= min && strlen(letters) <= max)
            fprintf(file, ">%llu\n%s\n", (unsigned long long)++done, letters);
    }
    bench_free_peptides(&peptides);
    return done;
}

/* COUNT peptides of MIN to MAX residues: first those that a FASTA file has, then windows of the
 * proteome, each with 0 to CHANGES residues replaced at random. */
int bench_cmd_sample(int argc, char **argv)
{
    if (argc != 7 && argc != 8)
        return 2;
    const uint64_t count = bench_number(argv[2]);
    const uint64_t min = bench_number(argv[3]);
    const uint64_t max = bench_number(argv[4]);
    const uint64_t changes = bench_number(argv[5]);
    if (min < 1 || min > max || max > LONGEST)
        bench_die("1 <= MIN <= MAX <= %d was expected", LONGEST);
    struct bench_random random = {min * 1000 + max};
    char window[LONGEST + 1];
    mimicry_index *index = bench_open(argv[1]);
    const uint64_t records = info_of(index).records;
    uint64_t *starts = starts_of(index, records);
    FILE *file = create(argv[6]);
    uint64_t done = argc == 8 ? copy_peptides(argv[7], count, min, max, file) : 0;
    while (done < count) {
        const uint64_t length = min + bench_below(&random, max - min + 1);
        cut_window(index, starts, records, &random, length, window);
        for (uint64_t n = bench_below(&random, changes + 1); n > 0; n--) {
            const uint64_t at = bench_below(&random, length);
            window[at] = other_residue(&random, window[at]);
        }
        fprintf(file, ">%llu\n%s\n", (unsigned long long)++done, window);
    }
    finish(file, argv[6]);
    free(starts);
    mimicry_index_close(index);
    return 0;
}

/* ---- A larger proteome ---- */

static void write_changed(FILE *file, struct bench_random *random, uint64_t percent, char *letters,
                          size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (letters[i] != '*' && bench_below(random, 100) < percent)
            letters[i] = other_residue(random, letters[i]);
    for (size_t at = 0; at < length; at += LINE) {
        const size_t n = length - at < LINE ? length - at : LINE;
        fwrite(letters + at, 1, n, file);
        fputc('\n', file);
    }
}

/* COPIES of all records, each residue replaced at random with a chance of PERCENT. */
int bench_cmd_mutate(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    const uint64_t copies = bench_number(argv[2]);
    const uint64_t percent = bench_number(argv[3]);
    struct bench_random random = {1};
    mimicry_index *index = bench_open(argv[1]);
    const mimicry_info info = info_of(index);
    FILE *file = create(argv[4]);
    char *letters = bench_alloc((size_t)info.residues + 1, 1); /* does for any record */
    for (uint64_t copy = 1; copy <= copies; copy++) {
        for (uint64_t i = 0; i < info.records; i++) {
            const mimicry_record record = record_of(index, i);
            const uint64_t length = mimicry_index_residues(index, i, 0, record.length, letters);
            fprintf(file, ">%s_%llu\n", record.accession, (unsigned long long)copy);
            write_changed(file, &random, percent, letters, (size_t)length);
        }
    }
    finish(file, argv[4]);
    free(letters);
    mimicry_index_close(index);
    return 0;
}

/* ---- Gram distance ---- */

static double score(const mimicry_model *model, char a, char b)
{
    const char peptide[2] = {a, '\0'};
    return mimicry_model_score(model, peptide, 0, b);
}

/* The Gram distance of two peptides is s(a,a) + s(b,b) - 2 s(a,b), summed over positions. As a
 * matrix of 2 s(a,b) - s(a,a) - s(b,b), a residue scores 0 with itself, and the penalty of a window
 * is its Gram distance. */
int bench_cmd_gram(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model;
    if (argc != 2)
        return 2;
    bench_expect(mimicry_model_create(NULL, &model, &error), &error);
    FILE *file = create(argv[1]);
    fputs("# Gram distances of BLOSUM62, negative\n ", file);
    for (const char *b = amino_acids; *b; b++)
        fprintf(file, " %3c", *b);
    for (const char *a = amino_acids; *a; a++) {
        fprintf(file, "\n%c", *a);
        for (const char *b = amino_acids; *b; b++)
            fprintf(file, " %3.0f",
                    2 * score(model, *a, *b) - score(model, *a, *a) - score(model, *b, *b));
    }
    fputc('\n', file);
    finish(file, argv[1]);
    mimicry_model_free(model);
    return 0;
}
