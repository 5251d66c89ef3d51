/* Each peptide has a set of places, by its residues: so few others share it that hardly one of
 * those that are screened together loses its place. */
#include "score/kept_tails.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum {
    SETS = 1 << 12, /* a power of two; as many as peptides are screened together */
    PLACES = 4,     /* of a set */
    MOST_RESIDUES = 32,
    MOST_CELLS = 512 /* 4 KiB: whole numbers hardly have more */
};

struct kept_tail {
    double *at; /* NULL: the place is free */
    uint32_t cells;
    bool whole;
    double base, unit;
    uint8_t codes[MOST_RESIDUES];
    size_t length;
};

struct kept_set {
    struct kept_tail places[PLACES];
    uint32_t next; /* place to give away */
};

struct mim_kept_tails {
    struct kept_set sets[SETS];
};

struct mim_kept_tails *mim_kept_tails_create(void)
{
    return mim_alloc_zeroed(1, sizeof(struct mim_kept_tails));
}

void mim_kept_tails_free(struct mim_kept_tails *kept)
{
    for (size_t i = 0; kept != NULL && i < SETS; i++) {
        for (size_t k = 0; k < PLACES; k++)
            free(kept->sets[i].places[k].at);
    }
    free(kept);
}

static size_t set_of(const uint8_t *codes, size_t length)
{
    uint64_t h = length;
    for (size_t j = 0; j < length; j++)
        h = (h ^ codes[j]) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(h >> 32) % SETS;
}

static const struct kept_tail *find(const struct kept_set *set, const uint8_t *codes, size_t length)
{
    for (size_t i = 0; i < PLACES; i++) {
        const struct kept_tail *k = &set->places[i];
        if (k->at != NULL && k->length == length && memcmp(k->codes, codes, length) == 0)
            return k;
    }
    return NULL;
}

bool mim_kept_tails_find(const struct mim_kept_tails *kept, const uint8_t *codes, size_t length,
                         struct mim_tail *out)
{
    const struct kept_tail *k = find(&kept->sets[set_of(codes, length)], codes, length);
    if (k == NULL)
        return false;
    memcpy(out->at, k->at, (k->cells + (size_t)1) * sizeof *out->at);
    out->cells = k->cells;
    out->whole = k->whole;
    out->base = k->base;
    out->unit = k->unit;
    return true;
}

void mim_kept_tails_add(struct mim_kept_tails *kept, const uint8_t *codes, size_t length,
                        const struct mim_tail *tail)
{
    struct kept_set *set = &kept->sets[set_of(codes, length)];
    struct kept_tail *k = &set->places[set->next];
    const size_t count = tail->cells + (size_t)1;
    if (length > MOST_RESIDUES || count > MOST_CELLS)
        return;
    double *at = realloc(k->at, count * sizeof *at);
    if (at == NULL)
        return;
    memcpy(at, tail->at, count * sizeof *at);
    *k = (struct kept_tail){.at = at,
                            .cells = tail->cells,
                            .whole = tail->whole,
                            .base = tail->base,
                            .unit = tail->unit,
                            .length = length};
    memcpy(k->codes, codes, length);
    set->next = (set->next + 1) % PLACES;
}
