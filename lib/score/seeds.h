/* The records that tell in a peptide's sum, found by seeds instead of by an alignment with every
 * record. */
#ifndef MIM_SCORE_SEEDS_H
#define MIM_SCORE_SEEDS_H

#include "score/distinct.h"
#include "score/partition.h"
#include "score/seed_places.h"
#include "score/tiles.h"

/* One worker's memory, zeroed to begin with: set when it is first needed. */
struct mim_seeds {
    const struct mim_partition *partition;
    uint64_t proteins; /* of the index */
    float frequencies[MIM_AMINO_ACIDS];
    struct mim_seed_query query;
    struct mim_seed_plan plan;
    double spent; /* on the peptide in hand: costs of plans */
    struct mim_seed_places places;
};

/* Whether seeds may be the cheaper way for any peptide. */
bool mim_seeds_apply(const struct mim_partition *partition);

mimicry_status mim_seeds_set(struct mim_seeds *out, const struct mim_partition *partition,
                             uint64_t proteins, mimicry_error *error);
void mim_seeds_free(struct mim_seeds *seeds);

/* How many proteins have each best score, from the one on that tells beside the best one
 * (mim_partition_cut); what is below may be missing. `*out_counted` is false, and nothing is
 * counted, if the alignment of every record is expected to cost less, or is the only way. */
mimicry_status mim_seeds_count(struct mim_seeds *seeds, const struct mim_distinct_entry *peptide,
                               struct mim_score_counts *out, bool *out_counted,
                               mimicry_error *error);

#endif
