/* The table of residue letters. */
#include "residue/alphabet.h"

#include <stdio.h>

const char mim_letter_of[MIM_CODES] = "ARNDCQEGHILKMFPSTWYVBZJXUO*";

/* clang-format off */
#define NO MIM_INVALID
#define BL MIM_BLANK
#define NO8 NO, NO, NO, NO, NO, NO, NO, NO
#define NO32 NO8, NO8, NO8, NO8
/* A B C D E F G, H I J K L M N O, P Q R S T U V W, X Y Z of either case */
#define LETTERS \
    0, MIM_B, 4, 3, 6, 13, 7, \
    8, 9, MIM_J, 11, 10, 12, 2, MIM_O, \
    14, 5, 1, 15, 16, MIM_U, 19, 17, \
    MIM_X, 18, MIM_Z, NO, NO, NO, NO, NO

const uint8_t mim_code_of[256] = {
    NO, NO, NO, NO, NO, NO, NO, NO, NO, BL, BL, BL, BL, BL, NO, NO, /* 0x09 to 0x0d: tab to CR */
    NO8, NO8,
    BL, NO, NO, NO, NO, NO, NO, NO, NO, NO, MIM_STOP, NO, NO, NO, NO, NO, /* space, `*` */
    NO8, NO8,
    NO, LETTERS,
    NO, LETTERS,
    NO32, NO32, NO32, NO32,
};
/* clang-format on */

void mim_describe_byte(uint8_t byte, char out[24])
{
    if (byte > ' ' && byte < 0x7f)
        snprintf(out, 24, "character '%c'", (char)byte);
    else
        snprintf(out, 24, "byte 0x%02x", (unsigned)byte);
}
