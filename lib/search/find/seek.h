/* The search down the suffix array: all hits of jobs that were split into pieces. */
#ifndef MIM_SEARCH_FIND_SEEK_H
#define MIM_SEARCH_FIND_SEEK_H

#include "search/find/candidates.h"
#include "search/find/sieve.h"

enum { MIM_INTERVALS = 64, MIM_PREFIXES = 16, MIM_SIEVED_INTERVALS = 16 };

/* The first residues of a piece, by their keys in the two tables: of radix 21 and of radix 20. */
struct mim_seek_prefix {
    uint32_t key, fifths_key;
    uint32_t span; /* keys [key, key + span) have the prefix */
    uint32_t depth, sum;
};

/* Memory is slow and can be asked ahead. A prefix waits while its rows of the tables are fetched,
 * until MIM_PREFIXES others of its piece have come. An interval waits while its part of the suffix
 * array is, until MIM_INTERVALS others have; then each window that it names waits while its text
 * is. */
struct mim_seeker {
    struct mim_seek_prefix prefixes[MIM_PREFIXES];
    uint32_t n_prefixes;  /* of the piece in hand */
    uint64_t n_intervals; /* that have come; the last MIM_INTERVALS of them wait */
    struct mim_waiting_interval {
        struct mim_interval ranks;
        uint32_t job, piece;
    } intervals[MIM_INTERVALS];
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
