/* Spells residues: a look-up in a table of 32 letters for a whole vector at a time. */
#include "search/kernels/sources.h"

_Static_assert((int)MIM_SPELL_MORE >= (int)BYTE_LANES, "a vector that begins in the text is whole");

void MIM_KERNEL(spell)(uint8_t *codes, size_t count)
{
    const table letters = table_load(mim_letter_of);
    for (size_t i = 0; i < count; i += BYTE_LANES)
        signed_store((int8_t *)codes + i, signed_look_up(letters, signed_load(codes + i)));
}
