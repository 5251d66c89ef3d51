/* What a person's variants have changed in an index, and which windows count for it.
 *
 * A record that variants have added is a whole protein, most of which stands in the record before
 * too. So that each window counts once, at each place and with each residues, one of an added
 * record counts only if it touches a change of every group of that record (docs/variants.md). */
#ifndef MIM_INDEX_CHANGES_H
#define MIM_INDEX_CHANGES_H

#include "index/index.h"

/* Fills in `added` and `background`. */
mimicry_status mim_changes_set(struct mimicry_index *index, mimicry_error *error);

/* Whether variants have added the record: a copy of the nearest one before that they have not. */
static inline bool mim_is_added(const struct mimicry_index *index, uint64_t record)
{
    return index->added != NULL && index->added[record] != 0;
}

/* Where the records of a protein end: it, and those that variants have added for it. */
static inline uint64_t mim_protein_end(const struct mimicry_index *index, uint64_t record)
{
    do {
        record++;
    } while (record < index->records && mim_is_added(index, record));
    return record;
}

/* The changes of a record; how many. */
uint64_t mim_changes_of(const struct mimicry_index *index, uint64_t record,
                        const struct mim_index_change **out);

static inline bool mim_change_is_touched(const struct mim_index_change *change, uint64_t start,
                                         uint64_t end)
{
    return start < change->to && end > change->from;
}

/* Whether the window [start, start + length) of an added record counts. */
bool mim_changes_take(const struct mimicry_index *index, uint64_t record, uint64_t start,
                      uint64_t length);

/* Whether `count` residues of an added record count, at these distances, which rise, from the
 * first, which is at `start`. */
bool mim_changes_take_some(const struct mimicry_index *index, uint64_t record, uint64_t start,
                           const uint64_t *offsets, uint32_t count);

/* The same for any record; this is what each hit is asked. */
static inline bool mim_window_counts(const struct mimicry_index *index, uint64_t record,
                                     uint64_t start, uint64_t length)
{
    return !mim_is_added(index, record) || mim_changes_take(index, record, start, length);
}

/* Where windows begin: [from, to). */
struct mim_places {
    uint64_t from, to;
};

/* The next places in [from, to) of an added record at which windows of `length` residues count;
 * {to, to}: there are no more. */
struct mim_places mim_changes_next(const struct mimicry_index *index, uint64_t record,
                                   uint64_t length, uint64_t from, uint64_t to);

/* How many windows of `length` residues that begin in [from, to) of an added record count. */
uint64_t mim_changes_count(const struct mimicry_index *index, uint64_t record, uint64_t length,
                           uint64_t from, uint64_t to);

#endif
