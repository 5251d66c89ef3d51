/* What the parts of the benchmark share. It is a program over the public header alone. */
#ifndef MIMICRY_BENCH_H
#define MIMICRY_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <mimicry/mimicry.h>

/* ---- What every part needs (bench.c) ---- */

/* Prints one line on standard error and ends the program. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2), noreturn))
#endif
void bench_die(const char *format, ...);

/* Ends the program with the library's message unless the status is MIMICRY_OK. */
void bench_expect(mimicry_status status, const mimicry_error *error);

/* Memory, 64-byte aligned, or the end of the program. */
void *bench_alloc(size_t count, size_t size);

/* A whole number of the command line. */
uint64_t bench_number(const char *text);

/* The time by a clock that only goes forward. */
double bench_seconds(void);

/* Bytes of this process in memory: now, and at most so far; 0 where the system does not say. */
struct bench_memory {
    uint64_t now;
    uint64_t peak;
};
struct bench_memory bench_memory(void);

mimicry_index *bench_open(const char *path);

/* The peptides of a file, all of them, or the end of the program. */
struct bench_peptides {
    const char **letters;
    size_t count;
};
struct bench_peptides bench_read_peptides(const char *path);
void bench_free_peptides(struct bench_peptides *peptides);

/* Sorts the values. */
double bench_median(double *values, size_t count);

/* Numbers that are the same in every run (splitmix64). */
struct bench_random {
    uint64_t state;
};
uint64_t bench_random(struct bench_random *random);
uint64_t bench_below(struct bench_random *random, uint64_t bound);

/* ---- The verbs. Each prints lines of cells separated by tabs: a word, then NAME=VALUE ---- */

int bench_cmd_bounds(int argc, char **argv); /* bounds.c */
int bench_cmd_build(int argc, char **argv);  /* build.c */
int bench_cmd_open(int argc, char **argv);
int bench_cmd_suffix(int argc, char **argv);
int bench_cmd_gram(int argc, char **argv); /* data.c */
int bench_cmd_mutate(int argc, char **argv);
int bench_cmd_sample(int argc, char **argv);
int bench_cmd_reads(int argc, char **argv); /* search.c */
int bench_cmd_search(int argc, char **argv);

/* ---- The rows (rows.c) ---- */

enum bench_queries { BENCH_9MERS, BENCH_8_TO_15MERS, BENCH_15MERS };

/* What becomes of the hits. */
enum bench_form { BENCH_EACH, BENCH_ARROW, BENCH_TSV, BENCH_CSV, BENCH_JSONL };

struct bench_row {
    const char *id;
    const char *title;
    const char *group; /* rows that are run one after the other in one process */
    const char *bound; /* what bounds an exhaustive search: "planes", "lanes", or "" */
    enum bench_queries queries;
    int32_t kind; /* of the threshold */
    double threshold;
    uint64_t top;
    size_t most;          /* peptides at most; 0: all */
    uint32_t pieces;      /* of the pigeonhole search that bounds it, or 0 */
    int32_t threads;      /* 0: one */
    int32_t plan;         /* 0: the library chooses */
    int32_t instructions; /* 0: the best of the machine */
    bool counted;         /* the hits are counted, as the prototypes do, and not listed */
    enum bench_form form; /* else they are handed over as they are */
    bool gram;            /* by the matrix of Gram distances, not BLOSUM62 */
};

/* Searches these peptides, and reads the table of their hits, or writes it as text that goes
 * nowhere. Returns how many hits there are. */
uint64_t bench_read_table(const mimicry_index *index, const char *const *letters, size_t n,
                          const mimicry_search_options *options, enum bench_form form);

extern const struct bench_row bench_rows[];
extern const size_t bench_row_count;

#endif
