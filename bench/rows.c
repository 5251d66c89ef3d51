/* The table of what is measured. report.py knows the rows by their ids. */
#include "bench.h"

#include <math.h>

#define ANY -INFINITY

#define MISMATCHES(m) .kind = MIMICRY_MAX_MISMATCHES, .threshold = (m)
#define PENALTY(d)    .bound = "lanes", .kind = MIMICRY_MAX_PENALTY, .threshold = (d)
#define GRAM(d)       PENALTY(d), .gram = true
#define TOP(n)        .bound = "lanes", .kind = MIMICRY_MIN_SCORE, .threshold = ANY, .top = (n)
#define BEST(m)       MISMATCHES(m), .top = 1, .bound = "planes"

#define SEEDS(m)  MISMATCHES(m), .bound = "", .pieces = (m) + 1
#define MIXED(m)  MISMATCHES(m), .bound = "planes", .pieces = (m) + 1
#define PLANES(m) MISMATCHES(m), .bound = "planes"
/* So many hits a peptide that the search is not most of the time. */
#define TABLE(x) PLANES(6), .most = 10, .form = BENCH_##x
#define INSTRUCTION(x)                                                                             \
    .group = "instructions", .instructions = MIMICRY_INSTRUCTIONS_##x, .counted = true

const struct bench_row bench_rows[] = {
    {"m0", "exact", "mismatches", SEEDS(0)},
    {"m1", "m = 1", "mismatches", SEEDS(1)},
    {"m2", "m = 2", "mismatches", SEEDS(2)},
    {"m3", "m = 3", "mismatches", MIXED(3)},
    {"m3-counted", "m = 3, counted", "mismatches", MIXED(3), .counted = true},
    {"m4", "m = 4", "mismatches", PLANES(4)},
    {"m4-counted", "m = 4, counted", "mismatches", PLANES(4), .counted = true},
    {"mixed-m2", "8 to 15-mers, m = 2", "mismatches", SEEDS(2), .queries = BENCH_8_TO_15MERS},
    {"15-m3", "15-mers, m = 3", "mismatches", MIXED(3), .queries = BENCH_15MERS},
    {"15-best", "15-mers, best match (m = 15, top 1)", "mismatches", BEST(15),
     .queries = BENCH_15MERS},

    {"p8", "BLOSUM62 penalty <= 8", "scores", PENALTY(8)},
    {"p12", "BLOSUM62 penalty <= 12", "scores", PENALTY(12)},
    {"p16", "BLOSUM62 penalty <= 16", "scores", PENALTY(16)},
    {"p20", "BLOSUM62 penalty <= 20", "scores", PENALTY(20)},
    {"p20-counted", "BLOSUM62 penalty <= 20, counted", "scores", PENALTY(20), .counted = true},
    {"p24", "BLOSUM62 penalty <= 24", "scores", PENALTY(24)},
    {"p24-counted", "BLOSUM62 penalty <= 24, counted", "scores", PENALTY(24), .counted = true},
    {"g12", "Gram distance <= 12", "scores", GRAM(12)},
    {"g20", "Gram distance <= 20", "scores", GRAM(20)},
    {"g30", "Gram distance <= 30", "scores", GRAM(30)},
    {"top1", "top 1 by score", "scores", TOP(1)},
    {"top10", "top 10 by score", "scores", TOP(10)},
    {"top100", "top 100 by score", "scores", TOP(100)},

    {"m4-avx512", "m = 4, counted, AVX-512", INSTRUCTION(AVX512), PLANES(4)},
    {"m4-avx2", "m = 4, counted, AVX2", INSTRUCTION(AVX2), PLANES(4)},
    {"m4-portable", "m = 4, counted, portable", INSTRUCTION(PORTABLE), PLANES(4)},
    {"p24-avx512", "penalty <= 24, counted, AVX-512", INSTRUCTION(AVX512), PENALTY(24),
     .most = 500},
    {"p24-avx2", "penalty <= 24, counted, AVX2", INSTRUCTION(AVX2), PENALTY(24), .most = 500},
    {"p24-portable", "penalty <= 24, counted, portable", INSTRUCTION(PORTABLE), PENALTY(24),
     .most = 50},

    {"t1-m2", "m = 2", "threads", SEEDS(2), .threads = 1},
    {"t2-m2", "m = 2", "threads", SEEDS(2), .threads = 2},
    {"t1-m3", "m = 3", "threads", MIXED(3), .threads = 1},
    {"t2-m3", "m = 3", "threads", MIXED(3), .threads = 2},
    {"t1-best", "best match (m = 9, top 1), bit planes", "threads", BEST(9), .threads = 1,
     .plan = MIMICRY_PLAN_PLANES},
    {"t2-best", "best match (m = 9, top 1), bit planes", "threads", BEST(9), .threads = 2,
     .plan = MIMICRY_PLAN_PLANES},
    {"t1-p16", "BLOSUM62 penalty <= 16", "threads", PENALTY(16), .threads = 1, .most = 1000},
    {"t2-p16", "BLOSUM62 penalty <= 16", "threads", PENALTY(16), .threads = 2, .most = 1000},

    {"hits-each", "m = 6, handed over", "tables", TABLE(EACH)},
    {"hits-arrow", "m = 6, Arrow", "tables", TABLE(ARROW)},
    {"hits-tsv", "m = 6, TSV", "tables", TABLE(TSV)},
    {"hits-csv", "m = 6, CSV", "tables", TABLE(CSV)},
    {"hits-jsonl", "m = 6, JSON lines", "tables", TABLE(JSONL)},

    /* Few peptides, so that ten copies of the large proteome take minutes and not hours. */
    {"scale-m0", "exact", "scale", SEEDS(0), .most = 500},
    {"scale-m1", "m = 1", "scale", SEEDS(1), .most = 500},
    {"scale-m2", "m = 2", "scale", SEEDS(2), .most = 500},
    {"scale-m3", "m = 3", "scale", MIXED(3), .most = 500},
    {"scale-p12", "BLOSUM62 penalty <= 12", "scale", PENALTY(12), .most = 500},
    {"scale-top10", "top 10 by score", "scale", TOP(10), .most = 500},
};
const size_t bench_row_count = sizeof bench_rows / sizeof *bench_rows;
