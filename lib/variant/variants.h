/* A person's variants, as far as proteins go. */
#ifndef MIM_VARIANT_VARIANTS_H
#define MIM_VARIANT_VARIANTS_H

#include "base/error.h"
#include "base/names.h"
#include "variant/protein_change.h"

/* Why something is left out. */
enum mim_left_out {
    MIM_LEFT_FILTER,     /* its line does not pass its filter */
    MIM_LEFT_GENOTYPE,   /* which alleles there are is not known */
    MIM_LEFT_FRAMESHIFT, /* its residues are not given */
    MIM_LEFT_NOT_GIVEN,  /* nor are those of another change */
    MIM_LEFT_UNKNOWN,    /* no record has its name */
    MIM_LEFT_REFERENCE,  /* the record has another residue there */
    MIM_LEFT_AMBIGUOUS,  /* its transcripts change a record in several ways */
    MIM_LEFT_OVERLAP,    /* another change has changed the same residues */
    MIM_LEFT_CROWDED,    /* combinations with its neighbours */
    MIM_LEFT_KINDS
};

struct mim_left {
    uint64_t count;
    char first[160];
};

enum { MIM_VARIANT_NAMES = 6 };

/* What a variant does to one protein or transcript. Strings are offsets in mim_variants.bytes. */
struct mim_variant {
    uint64_t line;
    uint32_t allele; /* with the line: the variant, which may change several transcripts */
    uint8_t copies;  /* bit 0: the first copy of the gene has it, bit 1: the second */
    bool stops, doubles;
    size_t phase; /* of phases: those of one are known to be on the copies as they say; or
                     MIM_NO_NAME */
    size_t names[MIM_VARIANT_NAMES]; /* of a record, the best first */
    uint32_t n_names;
    bool has_gene;
    size_t gene;
    uint64_t start, length;
    struct mim_expected first, last;
    size_t reference, alternative;
};

/* Zeroed to begin with. */
struct mim_variants {
    struct mim_variant *list; /* by line and allele */
    size_t count, capacity;
    char *bytes;
    size_t used, room;
    struct mim_names phases;
    uint64_t seen;     /* variants that a protein has */
    uint64_t unzygous; /* of them, those of which only that is known, not on how many copies */
    struct mim_left left[MIM_LEFT_KINDS];
};

/* Reads a VCF that VEP annotated, or a table; plain or gzip. docs/variants.md says what of it. */
mimicry_status mim_variants_read(const char *path, struct mim_variants *out, mimicry_error *error);
void mim_variants_free(struct mim_variants *variants);

/* Counts what is left out; the first is remembered as it is shown. */
void mim_left_add(struct mim_left *left, const char *format, ...) MIM_PRINTF(2, 3);

/* A line for each kind of which something was left out. */
void mim_left_tell(const struct mim_left left[MIM_LEFT_KINDS], mimicry_note_fn note, void *data);

/* ---- For the readers ---- */

/* Copies a string; `*offset` is where. */
mimicry_status mim_variants_string(struct mim_variants *variants, const char *text, size_t length,
                                   size_t *offset, mimicry_error *error);

/* Adds a variant, but for its change, which this adds. */
mimicry_status mim_variants_add(struct mim_variants *variants, const struct mim_variant *variant,
                                const struct mim_protein_change *change, mimicry_error *error);

/* A genotype: 0/1, 1|1, ./. or 1. Of `allele`, which counts from 1: on which copies it is, as
 * above; 0: on none; -1: not known. `*phased`: the copies are told apart. */
int mim_genotype_read(const char *text, uint32_t allele, bool *phased);

#endif
