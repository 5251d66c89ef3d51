/* A hash table of names, with open addressing: at most half of its slots are taken. A slot has the
 * number of a name plus 1, and above it some bits of the hash that its place does not depend on, so
 * that hardly ever another name has to be read, which is anywhere. */
#include "base/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* Eight characters as lower() has each: adding makes the top bit of those that are so far on. */
static uint64_t lower_word(uint64_t word)
{
    static const uint64_t ONES = UINT64_C(0x0101010101010101), TOPS = ONES * 0x80;
    const uint64_t sevens = word & ~TOPS;
    const uint64_t from_a = sevens + ONES * (0x80 - 'A'), behind_z = sevens + ONES * (0x7f - 'Z');
    return word | ((from_a & ~behind_z & ~word & TOPS) >> 2);
}

static uint64_t hash_with(uint64_t hash, uint64_t word)
{
    hash = (hash ^ lower_word(word)) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

static uint64_t hash_of(const char *text, size_t length)
{
    uint64_t hash = length, word = 0;
    for (; length >= sizeof word; length -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = hash_with(hash, word);
    }
    word = 0;
    for (size_t i = 0; i < length; i++)
        word = word << 8 | (unsigned char)text[i];
    return hash_with(hash, word);
}

const char *mim_names_at(const struct mim_names *n, size_t number)
{
    return n->bytes + n->starts[number];
}

static bool is_same(const char *name, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (name[i] == '\0' || lower(name[i]) != lower(text[i]))
            return false;
    }
    return name[length] == '\0';
}

enum { NUMBER_BITS = 40 };
static const uint64_t NUMBERS = (UINT64_C(1) << NUMBER_BITS) - 1;

/* Of a name of that number, plus 1. */
static uint64_t slot_with(size_t number, uint64_t hash)
{
    return number | (hash & ~NUMBERS);
}

/* The number of a slot's name, plus 1. */
static size_t number_in(uint64_t slot)
{
    return (size_t)(slot & NUMBERS);
}

static bool has_bits_of(uint64_t slot, uint64_t hash)
{
    return ((slot ^ hash) & ~NUMBERS) == 0;
}

/* Where the name is, or the free slot where it belongs. */
static size_t slot_of(const struct mim_names *n, const char *text, size_t length, uint64_t hash)
{
    size_t at = (size_t)hash & (n->n_slots - 1);
    while (n->slots[at] != 0 &&
           !(has_bits_of(n->slots[at], hash) &&
             is_same(mim_names_at(n, number_in(n->slots[at]) - 1), text, length)))
        at = (at + 1) & (n->n_slots - 1);
    return at;
}

/* The first free slot for a name that is new. */
static size_t free_slot_of(const struct mim_names *n, uint64_t hash)
{
    size_t at = (size_t)hash & (n->n_slots - 1);
    while (n->slots[at] != 0)
        at = (at + 1) & (n->n_slots - 1);
    return at;
}

size_t mim_names_find(const struct mim_names *n, const char *text, size_t length)
{
    if (n->n_slots == 0)
        return MIM_NO_NAME;
    const size_t number = number_in(n->slots[slot_of(n, text, length, hash_of(text, length))]);
    return number == 0 ? MIM_NO_NAME : number - 1;
}

static bool make_slots(struct mim_names *n)
{
    size_t size = n->n_slots == 0 ? 64 : n->n_slots;
    if (n->n_slots > 0 && n->count < size / 2)
        return true;
    if (n->n_slots > 0 && __builtin_mul_overflow(size, 2, &size))
        return false;
    uint64_t *slots = mim_alloc_zeroed(size, sizeof *slots);
    if (slots == NULL)
        return false;
    free(n->slots);
    n->slots = slots;
    n->n_slots = size;
    for (size_t i = 0; i < n->count; i++) {
        const char *name = mim_names_at(n, i);
        const uint64_t hash = hash_of(name, strlen(name));
        n->slots[free_slot_of(n, hash)] = slot_with(i + 1, hash);
    }
    return true;
}

static bool append(struct mim_names *n, const char *text, size_t length)
{
    char *bytes = mim_grow(n->bytes, &n->bytes_room, n->bytes_used + length + 1, 1);
    if (bytes == NULL)
        return false;
    n->bytes = bytes;
    size_t *starts = mim_grow(n->starts, &n->starts_room, n->count + 1, sizeof *starts);
    if (starts == NULL)
        return false;
    n->starts = starts;
    memcpy(n->bytes + n->bytes_used, text, length);
    n->bytes[n->bytes_used + length] = '\0';
    n->starts[n->count++] = n->bytes_used;
    n->bytes_used += length + 1;
    return true;
}

bool mim_names_add(struct mim_names *n, const char *text, size_t length, size_t *number)
{
    if (!make_slots(n))
        return false;
    const uint64_t hash = hash_of(text, length);
    const size_t slot = slot_of(n, text, length, hash);
    if (n->slots[slot] == 0) {
        if (!append(n, text, length))
            return false;
        n->slots[slot] = slot_with(n->count, hash);
    }
    *number = number_in(n->slots[slot]) - 1;
    return true;
}

void mim_names_free(struct mim_names *n)
{
    free(n->bytes);
    free(n->starts);
    free(n->slots);
    memset(n, 0, sizeof *n);
}
