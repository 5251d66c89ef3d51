/* The search down the suffix array: all hits of jobs that were split into pieces. */
#ifndef MIM_SEARCH_FIND_SEEK_H
#define MIM_SEARCH_FIND_SEEK_H

#include "search/find/candidates.h"
#include "search/find/sieve.h"

enum {
    MIM_INTERVALS = 64,
    MIM_PREFIXES = 16,
    MIM_DESCENTS = 32, /* at least MIM_PREFIXES */
    MIM_SIEVED_INTERVALS = 16
};

/* A piece that is looked up. */
struct mim_descent {
    struct mim_seeker *seeker;
    mimicry_error *error;
    uint32_t job, piece;
    const uint8_t (*penalty)[MIM_CODES]; /* of the piece's positions */
    const struct mim_position *positions;
    uint32_t length;
    uint32_t head, budget;   /* its first residues may cost the budget, */
    const uint8_t *opt_most; /* all of it what this tells by what they do; or NULL */
    uint32_t limit;          /* of the whole peptide */
    uint32_t reach;          /* residues that are looked up: the piece's, or more */
    bool has_fifth;          /* the counts of a fifth residue are looked at */
    bool sieves;             /* windows are told apart by what stands around them */
    /* Of the first positions, the least that a residue costs which is no amino acid. */
    uint32_t others[MIM_PREFIX_LENGTH + 1];
};

/* The first residues of a piece, by their keys in the two tables: of radix 21 and of radix 20. */
struct mim_seek_prefix {
    const struct mim_descent *descent;
    uint32_t key, fifths_key;
    uint32_t span; /* keys [key, key + span) have the prefix */
    uint32_t depth, sum;
    uint32_t most; /* that these and more residues may cost */
    bool is_rest;  /* and go on with what is no amino acid */
};

/* Memory is slow and can be asked ahead. A prefix waits while its rows of the tables are fetched,
 * until MIM_PREFIXES others have come. An interval waits while its part of the suffix array is,
 * until MIM_INTERVALS others have; then each window that it names waits while its text is. All of
 * them may be of other pieces and jobs than the one in hand. */
struct mim_seeker {
    struct mim_descent descents[MIM_DESCENTS]; /* of which prefixes wait, and the last */
    struct mim_seek_prefix prefixes[MIM_PREFIXES];
    struct mim_strings intervals[MIM_INTERVALS];
    uint64_t n_descents, n_prefixes, n_intervals; /* that have come */
    struct mim_candidates candidates;
    /* Where it is known what stands around suffixes, the windows of an interval pass a sieve before
     * the suffix array is read. The last MIM_SIEVED_INTERVALS of a piece wait. */
    const struct mim_around *opt_around;
    struct mim_sieve sieve; /* of the piece */
    uint64_t n_sieved;
    struct mim_sieved_interval {
        struct mim_interval ranks;
        uint32_t spent; /* by the residues that were looked up */
    } sieved[MIM_SIEVED_INTERVALS];
};

/* Asks for the memory that mim_seek will read first. */
void mim_seek_prefetch(const struct mim_seeker *seeker, uint32_t job);

/* Looks up the pieces of a job; some of its hits may still wait afterwards. */
mimicry_status mim_seek(struct mim_seeker *seeker, uint32_t job, mimicry_error *error);

/* Gives the collector what still waits. */
mimicry_status mim_seek_finish(struct mim_seeker *seeker, mimicry_error *error);

#endif
