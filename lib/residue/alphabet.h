/* Residues as small numbers. */
#ifndef MIM_RESIDUE_ALPHABET_H
#define MIM_RESIDUE_ALPHABET_H

#include <stdbool.h>
#include <stdint.h>

/* The 20 amino acids are 0 to 19, in the order of NCBI's matrices; then the letters that are
 * residues but not one of them; then what no window contains. All fit in 5 bits. */
enum {
    MIM_AMINO_ACIDS = 20, /* codes below are the 20 amino acids */
    MIM_B = 20,
    MIM_Z,
    MIM_J,
    MIM_X,
    MIM_U,
    MIM_O,
    MIM_RESIDUES,                /* codes below may be in a window */
    MIM_STOP = MIM_RESIDUES,     /* `*` */
    MIM_SEPARATOR,               /* the end of a record */
    MIM_LETTERS = MIM_SEPARATOR, /* codes below have a letter */
    MIM_CODES = 32,              /* the size of a table by code */
    MIM_BLANK = 0xfe,            /* in mim_code_of: passed over */
    MIM_INVALID = 0xff           /* in mim_code_of: no residue */
};

/* A code, MIM_BLANK or MIM_INVALID for every byte. */
extern const uint8_t mim_code_of[256];

/* The upper-case letter of each code below MIM_LETTERS. */
extern const char mim_letter_of[MIM_CODES];

static inline bool mim_is_amino_acid(uint8_t code)
{
    return code < MIM_AMINO_ACIDS;
}

/* How a message shows a byte that is no residue: "character '1'" or "byte 0x07". */
void mim_describe_byte(uint8_t byte, char out[24]);

#endif
