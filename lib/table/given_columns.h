/* The columns of a table of queries, which a table of results begins with. */
#ifndef MIM_TABLE_GIVEN_COLUMNS_H
#define MIM_TABLE_GIVEN_COLUMNS_H

#include "screen/reference.h"
#include "table/table.h"

enum { MIM_GIVEN_KEYS = 3 }; /* columns by which a row may be known */

/* All zero: none. */
struct mim_given_columns {
    const char *const *names;
    size_t count;
    /* With mutated proteins a column of ours is among them, before number `match_at`. */
    struct mim_reference *reference; /* or NULL */
    const char *match_name;
    size_t match_at;
    size_t keys[MIM_GIVEN_KEYS], n_keys; /* by which a row names its protein, the first first */
    uint64_t unmatched;                  /* rows that name none, */
    char first[80];                      /* the first of them, cut */
    bool told;
};

/* The columns of these queries, which outlive them. ARGUMENT: they are no table of a file. */
mimicry_status mim_given_columns_of(const mimicry_queries *queries, struct mim_given_columns *out,
                                    mimicry_error *error);

/* Adds pVACtools' column of matches: `Ref Match` before `Evaluation`, as its aggregated reports
 * have it, or else `Reference Match` after all. It owns `reference`, also where this fails.
 * ARGUMENT: the table has no column that names proteins. */
mimicry_status mim_given_columns_add_matches(struct mim_given_columns *given,
                                             struct mim_reference *reference, mimicry_error *error);

/* How many columns there are; sets them. */
size_t mim_given_columns_count(const struct mim_given_columns *given);
void mim_given_columns_set(const struct mim_given_columns *given, struct mim_column *out);

/* Gives columns of ours that are named like a given one another name, by `mimicry_` before it. The
 * names are in `*out_names`, which the caller frees; NULL where there are none. `note` may be NULL:
 * it is told of them. */
mimicry_status mim_given_columns_part(const struct mim_given_columns *given,
                                      struct mim_column *ours, size_t n_ours, mimicry_note_fn note,
                                      void *data, char **out_names, mimicry_error *error);

/* Puts the cells of a row, which stand one after the other, each with a NUL. */
void mim_given_columns_put(struct mim_given_columns *given, struct mim_table *table,
                           const char *cells);

/* Tells once, after the last row, how many rows named no mutated protein. `note` may be NULL. */
void mim_given_columns_tell(struct mim_given_columns *given, mimicry_note_fn note, void *data);

void mim_given_columns_free(struct mim_given_columns *given);

#endif
