/* Which parts of a peptide the text must have, so that every record with an alignment of at least a
 * cut is found. */
#ifndef MIM_SCORE_SEED_PIECES_H
#define MIM_SCORE_SEED_PIECES_H

#include "score/seed_query.h"

enum { MIM_MOST_SEED_PIECES = 2 * (MIM_SEED_LONGEST / 5 + 1) };

/* Which segments of a piece are seeds: those from its beginning, those up to its end, or all. */
enum mim_seed_mode { MIM_SEED_PREFIX, MIM_SEED_SUFFIX, MIM_SEED_ANYWHERE };

/* A seed is a place of the text where a segment of positions [from, to), without gaps, scores at
 * least `need`. It is worth the search for an alignment without gaps; or of one with gaps, if
 * `gapped` is set and
 *   - the piece's best segment there scores at least `alone`,
 *   - or there is a position `beside` it, whose score on the same diagonal and the piece's together
 *     are at least `with_beside`. */
struct mim_seed_piece {
    uint32_t from, to;
    int32_t need; /* at least 1 */
    enum mim_seed_mode mode;
    /* What is needed by the residue at a position that two pieces share, the amino acids and then
     * all others together; `need` is the least. It is the first of a piece of prefixes, and the
     * one behind a piece of suffixes. */
    bool by_residue;
    int32_t need_by[MIM_AMINO_ACIDS + 1];
    bool gapped, has_beside;
    int32_t alone, with_beside;
    uint32_t beside;
};

struct mim_seed_plan {
    int32_t cut;
    uint32_t reach; /* residues that gaps can shift an alignment by; 0 if none can pay */
    struct mim_seed_piece pieces[MIM_MOST_SEED_PIECES];
    uint32_t n_pieces;
    double cost; /* about as much as looking at so many seeds; INFINITY: it cannot be done */
};

/* Plans the search for every record with an alignment of at least `cut`, which is at least 1 and at
 * most the peptide's ceiling, in a text of so many residues. */
void mim_seed_plan_set(struct mim_seed_plan *out, const struct mim_seed_query *query, int32_t cut,
                       uint64_t residues);

/* Plans a glance: a search that finds some of these records alone, those with all of one half of
 * the peptide, each residue as good as can be. It costs little. */
void mim_seed_plan_glance(struct mim_seed_plan *out, const struct mim_seed_query *query,
                          int32_t cut, uint64_t residues);

#endif
