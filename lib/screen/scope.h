/* Which windows of the proteome are left out for a candidate, and why: its wild type, its own
 * gene's, those of paralogs, those of genes that are not searched, and those that are not
 * presented.
 */
#ifndef MIM_SCREEN_SCOPE_H
#define MIM_SCREEN_SCOPE_H

#include "screen/origins.h"
#include "search/presentation.h"

enum {
    MIM_FLANK = 10,      /* residues on either side that are compared, */
    MIM_FLANK_LEAST = 5, /* and together at least, for a paralog */
    MIM_WILDTYPES = 2    /* windows of a wild type that may be at a place */
};

/* What is to be left out. */
struct mim_scope_rules {
    bool wildtype;
    bool own_gene;
    double paralogs;        /* the least share of the flanks that agrees; 0: not asked for */
    const uint8_t *records; /* mim_filter's: 0 for what is not searched; or NULL */
    const struct mim_presentation *presented; /* that is asked for; or NULL */
};

/* The first of these, in this order, that applies. */
enum mim_scope_reason {
    MIM_SCOPE_KEPT,
    MIM_SCOPE_WILDTYPE,
    MIM_SCOPE_OWN_GENE,
    MIM_SCOPE_PARALOG,
    MIM_SCOPE_GENES,
    MIM_SCOPE_PRESENTED,
    MIM_SCOPE_REASONS
};

/* The residues next to a window, outward from it: up to MIM_FLANK on either side, within the record
 * and up to a `*`. */
struct mim_flanks {
    uint8_t before[MIM_FLANK], after[MIM_FLANK];
    uint8_t n_before, n_after;
};

void mim_flanks_read(const struct mimicry_index *index, uint64_t at, uint32_t length,
                     struct mim_flanks *out);

/* How many residues of the flanks agree, position by position outward; `*compared` is how many both
 * have. What is no amino acid agrees with nothing. */
uint32_t mim_flanks_same(const struct mim_flanks *a, const struct mim_flanks *b,
                         uint32_t *compared);

/* A window of a candidate. Zeroed to begin with; used again for the next one. */
struct mim_scope {
    const struct mimicry_index *index;
    const struct mim_scope_rules *rules;
    const struct mim_own *own;
    struct mim_allele_set *alleles; /* where it is to be presented: to be set by the caller */
    uint32_t length;
    uint32_t n_wildtypes;
    uint8_t *wildtypes; /* n_wildtypes windows, as codes */
    size_t wildtypes_room;
    struct mim_flanks *sources;
    size_t n_sources, sources_room;
};

/* Sets it for residues [start, start + length) of a candidate's peptide, of `peptide_length`
 * letters; `wildtype` may be empty. Its wild-type windows are the residues at the same distance
 * from the wild type's start, and at the same distance from its end: one where nothing was inserted
 * or deleted. Its sources, for paralogs, are where one of these (without a wild type: the window
 * itself) stands in the own records, or anywhere when none is known. Rules and own records have to
 * live as long. */
mimicry_status mim_scope_set(struct mim_scope *scope, const struct mimicry_index *index,
                             const struct mim_scope_rules *rules, const struct mim_own *own,
                             const char *peptide, const char *wildtype, uint64_t start,
                             uint32_t length, mimicry_error *error);

/* Why a window of the same length is left out. Pure: for all threads at once. */
enum mim_scope_reason mim_scope_reason(const struct mim_scope *scope, uint64_t record,
                                       uint64_t start);

void mim_scope_free(struct mim_scope *scope);

#endif
