/* Looks up what variants have changed. */
#include "index/changes.h"

#include <string.h>

#include "base/memory.h"

uint64_t mim_changes_of(const struct mimicry_index *index, uint64_t record,
                        const struct mim_index_change **out)
{
    uint64_t low = 0, high = index->n_changes;
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (index->changes[middle].record < record)
            low = middle + 1;
        else
            high = middle;
    }
    *out = index->changes + low;
    while (high < index->n_changes && index->changes[high].record == record)
        high++;
    return high - low;
}

/* ---- Whether a window counts ---- */

bool mim_changes_take(const struct mimicry_index *index, uint64_t record, uint64_t start,
                      uint64_t length)
{
    const struct mim_index_change *c;
    const uint64_t n = mim_changes_of(index, record, &c);
    for (uint64_t i = 0; i < n;) {
        const uint16_t group = c[i].group;
        bool touched = group == 0;
        for (; i < n && c[i].group == group; i++)
            touched = touched || mim_change_is_touched(&c[i], start, start + length);
        if (!touched)
            return false;
    }
    return true;
}

/* Where what follows has another place, residues on both sides are touched as one window is. */
static bool is_any_touched(const struct mim_index_change *c, uint64_t start,
                           const uint64_t *offsets, uint32_t count)
{
    if (c->shifts)
        return mim_change_is_touched(c, start + offsets[0], start + offsets[count - 1] + 1);
    for (uint32_t k = 0; k < count; k++) {
        if (mim_change_is_touched(c, start + offsets[k], start + offsets[k] + 1))
            return true;
    }
    return false;
}

bool mim_changes_take_some(const struct mimicry_index *index, uint64_t record, uint64_t start,
                           const uint64_t *offsets, uint32_t count)
{
    const struct mim_index_change *c;
    const uint64_t n = mim_changes_of(index, record, &c);
    for (uint64_t i = 0; i < n;) {
        const uint16_t group = c[i].group;
        bool touched = group == 0;
        for (; i < n && c[i].group == group; i++)
            touched = touched || is_any_touched(&c[i], start, offsets, count);
        if (!touched)
            return false;
    }
    return true;
}

/* ---- How many do ---- */

/* The next places from `at` on at which windows touch a group, whose changes are in order. */
static struct mim_places next_places(const struct mim_index_change *c, uint64_t n, uint64_t length,
                                     uint64_t at)
{
    struct mim_places found = {UINT64_MAX, UINT64_MAX};
    for (uint64_t i = 0; i < n; i++) {
        uint64_t from = c[i].from >= length ? c[i].from - length + 1 : 0;
        from = from > at ? from : at;
        if (from < c[i].to && from < found.from)
            found = (struct mim_places){from, c[i].to};
    }
    return found;
}

/* The next places from `at` on, up to `to`, at which windows touch each group: the groups take
 * turns in moving on to where they are touched. */
static struct mim_places next_common(const struct mim_index_change *all, uint64_t n,
                                     uint64_t length, uint64_t at, uint64_t to)
{
    struct mim_places common = {at, to};
    for (uint64_t i = 0, end; i < n && common.from < to; i = end) {
        for (end = i + 1; end < n && all[end].group == all[i].group;)
            end++;
        if (all[i].group == 0)
            continue;
        const struct mim_places next = next_places(all + i, end - i, length, common.from);
        if (next.from > common.from) { /* the groups before have to be asked again */
            common = (struct mim_places){next.from, to};
            end = 0;
        } else if (next.to < common.to) {
            common.to = next.to;
        }
    }
    return common.from < to ? common : (struct mim_places){to, to};
}

struct mim_places mim_changes_next(const struct mimicry_index *index, uint64_t record,
                                   uint64_t length, uint64_t from, uint64_t to)
{
    const struct mim_index_change *all;
    const uint64_t n = mim_changes_of(index, record, &all);
    return next_common(all, n, length, from, to);
}

uint64_t mim_changes_count(const struct mimicry_index *index, uint64_t record, uint64_t length,
                           uint64_t from, uint64_t to)
{
    const struct mim_index_change *all;
    const uint64_t n = mim_changes_of(index, record, &all);
    uint64_t sum = 0;
    for (uint64_t at = from; at < to;) {
        const struct mim_places found = next_common(all, n, length, at, to);
        sum += found.to - found.from;
        at = found.to;
    }
    return sum;
}

/* ---- What is read of an index once ---- */

/* Takes an added record's codes off, but for those that are changed. */
static void take_off(struct mimicry_index *index, uint64_t record)
{
    const uint8_t *text = index->text + index->starts[record];
    const uint64_t residues = index->starts[record + 1] - index->starts[record] - 1;
    const struct mim_index_change *all;
    const uint64_t n = mim_changes_of(index, record, &all);
    for (uint64_t at = 0; at < residues;) {
        const struct mim_places kept = next_common(all, n, 1, at, residues);
        for (; at < kept.from; at++) {
            uint64_t *count = &index->background[text[at] % MIM_CODES];
            *count -= *count > 0; /* of a damaged index it may be too low */
        }
        at = kept.to;
    }
}

mimicry_status mim_changes_set(struct mimicry_index *index, mimicry_error *error)
{
    memcpy(index->background, index->counts, sizeof index->background);
    if (index->n_changes == 0)
        return MIMICRY_OK;
    index->added = mim_alloc_zeroed(index->records, 1);
    if (index->added == NULL)
        return mim_fail_memory(error);
    for (uint64_t i = 0; i < index->n_changes; i++) {
        if (index->changes[i].group > 0)
            index->added[index->changes[i].record] = 1;
    }
    for (uint64_t r = 0; r < index->records; r++) {
        if (index->added[r] != 0)
            take_off(index, r);
    }
    return MIMICRY_OK;
}
