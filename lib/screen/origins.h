/* Which records a candidate is from: those of its gene, and of its protein with all isoforms. */
#ifndef MIM_SCREEN_ORIGINS_H
#define MIM_SCREEN_ORIGINS_H

#include "index/index.h"

/* The records of an index by gene and by accession. Immutable; it does not own the index. */
struct mim_origins;

mimicry_status mim_origins_create(const struct mimicry_index *index, struct mim_origins **out,
                                  mimicry_error *error);
void mim_origins_free(struct mim_origins *origins);

enum mim_own_kind {
    MIM_OWN_UNKNOWN, /* neither gene nor accession is given */
    MIM_OWN_ABSENT,  /* no record has them */
    MIM_OWN_FOUND
};

/* A candidate's own records, rising. Zeroed to begin with; used again for the next candidate. */
struct mim_own {
    enum mim_own_kind kind;
    uint64_t *records;
    size_t count, capacity;
};

/* Records whose gene is this one, whose accession or transcript is this one or of an isoform of it,
 * or whose gene is that of such a record. What mim_name_cut and mim_accession_base say does not
 * count; either may be empty. A text that no record has may be several names, separated by `;`, `,`
 * or `|`, and each of these the two partners of a fusion, CNIH1-KTN1, CNIH1--KTN1, CNIH1::KTN1, or
 * CNIH1_KTN1 where both are known: all of them are own then. */
mimicry_status mim_origins_find(const struct mim_origins *origins, const char *gene,
                                const char *accession, struct mim_own *out, mimicry_error *error);

bool mim_own_has(const struct mim_own *own, uint64_t record);
void mim_own_free(struct mim_own *own);

#endif
