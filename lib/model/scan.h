/* From a receptor's mutational scan to distances: how much of the response a residue at a position
 * costs. docs/models.md has the formula and how well it does. */
#ifndef MIM_MODEL_SCAN_H
#define MIM_MODEL_SCAN_H

#include "model/matrix.h"

/* Single mutants of an index peptide of amino acids. */
struct mim_scan {
    uint32_t length;
    const uint8_t *index;                   /* codes */
    const double (*share)[MIM_AMINO_ACIDS]; /* of the index's response, by position and residue;
                                               NAN: not measured. The index's own do not count */
};

/* So many mutants a position, on average, make a profile; fewer fit one factor a position. */
enum { MIM_SCAN_PROFILE_MUTANTS = 4 };

/* How many mutants were measured, and whether a profile is made of them. */
uint64_t mim_scan_mutants(const struct mim_scan *scan);
bool mim_scan_is_profile(const struct mim_scan *scan);

/* The distance that each residue at each position adds: out has `length` rows. The index's own
 * residues have 0. 0.05 to the power of a window's sum is the share of the index's response that
 * is predicted for it. `matrix`: BLOSUM62. */
void mim_scan_distances(const struct mim_scan *scan, const struct mim_matrix *matrix,
                        bool as_profile, double (*out)[MIM_AMINO_ACIDS]);

/* The share that is predicted at a distance, and the distance at which it is. */
double mim_scan_share(double distance);
double mim_scan_distance(double share);

#endif
