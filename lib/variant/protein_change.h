/* What a variant does to a protein, as HGVS or VEP write it. */
#ifndef MIM_VARIANT_PROTEIN_CHANGE_H
#define MIM_VARIANT_PROTEIN_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Residues that take the place of others, at most: what is longer is no change but a protein. */
enum { MIM_CHANGE_ROOM = 1024 };

/* A residue that the protein has to have at a place; letter '\0': nothing is asked. */
struct mim_expected {
    uint64_t at; /* from 0 */
    char letter;
};

/* Residues [start, start + length) become `alternative`. */
struct mim_protein_change {
    uint64_t start, length;
    struct mim_expected first, last;     /* of HGVS: the residues that it names */
    char reference[MIM_CHANGE_ROOM + 1]; /* of VEP: all `length` residues; else empty */
    char alternative[MIM_CHANGE_ROOM + 1];
    bool doubles; /* the residues stand there twice; `alternative` is empty */
    bool stops;   /* nothing follows `alternative` */
};

enum mim_change_kind {
    MIM_CHANGE_GIVEN,      /* all of it is known */
    MIM_CHANGE_NONE,       /* the protein stays as it is */
    MIM_CHANGE_FRAMESHIFT, /* what follows is not given */
    MIM_CHANGE_NOT_GIVEN,  /* no protein, one without its start, or with residues not given */
    MIM_CHANGE_UNREADABLE
};

/* Reads p.Gly50Trp, p.(Gly50Trp), G50W, p.Gly50Ter, p.Gly50_Ser52del, p.Lys2_Gly3insGlnSer,
 * p.Gly50dup, p.Gly50_Ser52delinsTrp and the like; what stands before a colon is passed over. */
enum mim_change_kind mim_change_read_hgvs(const char *text, struct mim_protein_change *out);

/* Reads VEP's Protein_position (50, 50-52, 50/180) and Amino_acids (G/W, GKS/G, -/Q). */
enum mim_change_kind mim_change_read_vep(const char *position, const char *residues,
                                         struct mim_protein_change *out);

/* Writes a name as HGVS has it: p.Gly50Trp. `reference` are the `length` residues from `start` on;
 * `before` and `after` those around them, '\0' at an end. Returns the length; `room` bytes with a
 * final NUL are written at most. */
size_t mim_change_write(uint64_t start, const char *reference, const char *alternative, bool stops,
                        char before, char after, char *to, size_t room);

#endif
