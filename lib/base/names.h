/* Distinct names, numbered from 0 in the order in which they come. ASCII case does not count. */
#ifndef MIM_BASE_NAMES_H
#define MIM_BASE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed to begin with. */
struct mim_names {
    char *bytes; /* as they were spelt first, each with a NUL */
    size_t bytes_used, bytes_room;
    size_t *starts; /* by number */
    size_t count, starts_room;
    uint64_t *slots; /* a hash table (names.c); 0: a free one */
    size_t n_slots;
};

#define MIM_NO_NAME SIZE_MAX

/* The number of the name, which is new if that was the count before; false without memory. */
bool mim_names_add(struct mim_names *names, const char *text, size_t length, size_t *number);

/* Its number, or MIM_NO_NAME. */
size_t mim_names_find(const struct mim_names *names, const char *text, size_t length);

/* Valid until the next name is added. */
const char *mim_names_at(const struct mim_names *names, size_t number);

void mim_names_free(struct mim_names *names);

#endif
