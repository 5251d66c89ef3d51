/* What tests of index files share that someone made to do harm: sound ones, and what is tried with
 * a changed one. No call may crash or hang, and verify has to tell what is not as the format says.
 */
#ifndef MIMICRY_TESTS_HOSTILE_CHECKS_H
#define MIMICRY_TESTS_HOSTILE_CHECKS_H

#include "hostile_index.h"

enum { HOSTILE_VARIANTS = 3, HOSTILE_BASES = 4, HOSTILE_VALUES = 14 };

/* Sound ones: with 4 bytes a suffix, with 8, with fifths, and with a person's variants. */
extern struct hostile_image hostile_bases[HOSTILE_BASES];

extern struct hostile_done {
    unsigned tried, refused, told;
    bool few; /* so that each goes through every verb */
} hostile_done;

/* A fixture. */
void hostile_begin(void);
void hostile_end(void);

/* A copy that is to be changed. */
uint8_t *hostile_copy(const struct hostile_image *base);

/* Repairs, opens and drives a changed image, and frees it. `told`: it is not as the format says,
 * and one has to tell. */
void hostile_try(const struct hostile_image *base, uint8_t *bytes, bool told, const char *what);

/* Numbers at which things change. */
uint64_t hostile_value(const struct hostile_image *base, unsigned number);

/* Puts every one of them into a field of `width` bytes. */
void hostile_try_field(const struct hostile_image *base, uint64_t at, unsigned width, bool told,
                       const char *what);

#endif
