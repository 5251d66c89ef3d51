/* Edits a protein, and compares what comes of it with what comes of other edits.
 *
 * A region is a stretch of the record in which the two have edits that overlap. Outside of regions
 * both have the same residues, at places that differ by what the regions before have added. Within
 * one, residues are compared one by one where both have as many; else what both begin with and end
 * with is taken off, as far as it goes beyond the region: a window within that beginning or that
 * end stands in both, at the same distance from the one end of the protein or the other; so may
 * others, where residues repeat. */
#include "index/haplotype.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

bool mim_record_edits_overlap(const struct mim_record_edit *first,
                              const struct mim_record_edit *second)
{
    return first->start + first->length > second->start ||
           (first->length == 0 && second->length == 0 && first->start == second->start);
}

/* ---- Residues ---- */

/* Residues [from, to) of the record with the edits, which lie within; returns the end. */
static uint8_t *write_edited(const struct mim_haplotype *h, uint64_t from, uint64_t to,
                             const struct mim_record_edit *const *edits, size_t n_edits,
                             uint8_t *out)
{
    for (size_t i = 0; i <= n_edits; i++) {
        const uint64_t end = i < n_edits ? edits[i]->start : to;
        memcpy(out, h->codes + from, end - from);
        out += end - from;
        if (i == n_edits)
            break;
        for (uint32_t j = 0; j < edits[i]->n_alternative; j++)
            *out++ = mim_code_of[(unsigned char)h->bytes[edits[i]->alternative + j]];
        from = edits[i]->start + edits[i]->length;
    }
    return out;
}

static uint64_t edited_length(uint64_t length, const struct mim_record_edit *const *edits,
                              size_t n_edits)
{
    for (size_t i = 0; i < n_edits; i++)
        length = length + edits[i]->n_alternative - edits[i]->length;
    return length;
}

mimicry_status mim_haplotype_write(struct mim_haplotype *h, mimicry_error *error)
{
    h->n_residues = edited_length(h->length, h->edits, h->n_edits);
    uint8_t *grown = mim_grow(h->residues, &h->room, h->n_residues + 1, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    h->residues = grown;
    write_edited(h, 0, h->length, h->edits, h->n_edits, grown);
    return MIMICRY_OK;
}

/* ---- Regions ---- */

/* A stretch [start, end) of the record, and the edits of both sides in it. */
struct region {
    uint64_t start, end;
    const struct mim_record_edit *const *own, *const *others;
    size_t n_own, n_others;
};

static bool comes_before(const struct mim_record_edit *a, const struct mim_record_edit *b)
{
    return a->start != b->start ? a->start < b->start : a->length < b->length;
}

/* Takes the next region off both lists. */
static struct region next_region(const struct mim_record_edit *const **own, size_t *n_own,
                                 const struct mim_record_edit *const **others, size_t *n_others)
{
    struct region r = {.own = *own, .others = *others};
    while (*n_own > 0 || *n_others > 0) {
        const bool is_own = *n_others == 0 || (*n_own > 0 && comes_before(**own, **others));
        const struct mim_record_edit *edit = is_own ? **own : **others;
        const bool is_first = r.n_own + r.n_others == 0;
        /* Only two insertions at one place have no residue in common. */
        if (!is_first && edit->start >= r.end && (edit->start > r.start || edit->length > 0))
            break;
        r.start = is_first ? edit->start : r.start;
        if (is_first || edit->start + edit->length > r.end)
            r.end = edit->start + edit->length;
        r.n_own += is_own;
        r.n_others += !is_own;
        if (is_own) {
            (*own)++;
            (*n_own)--;
        } else {
            (*others)++;
            (*n_others)--;
        }
    }
    return r;
}

/* Where the region begins in the haplotype: edits before it have moved it. */
static uint64_t place_of(const struct mim_haplotype *h, const struct region *r)
{
    uint64_t place = r->start;
    for (size_t i = 0; i < h->n_edits && h->edits[i]->start <= r->start; i++) {
        const struct mim_record_edit *edit = h->edits[i];
        bool within = edit->start == r->start && edit->length > 0;
        for (size_t k = 0; k < r->n_own; k++)
            within = within || r->own[k] == edit;
        if (within)
            break;
        if (edit->start == r->start && r->end == r->start)
            break; /* the region is before what begins there */
        place = place + edit->n_alternative - edit->length;
    }
    return place;
}

/* ---- Marks ---- */

static mimicry_status tell_equal(const uint8_t *own, const uint8_t *other, uint64_t length,
                                 uint64_t at, mim_mark_fn tell, void *data, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint64_t i = 0; i < length && status == MIMICRY_OK; i++) {
        const struct mim_mark mark = {at + i, at + i + 1, 0};
        if (own[i] != other[i])
            status = tell(data, &mark, error);
    }
    return status;
}

/* Another haplotype, which has `n` residues in the place of `own` of this one's, from `at` on. */
struct other_haplotype {
    const struct mim_haplotype *h;
    uint64_t at, own, n, n_residues;
    const uint8_t *residues; /* those n */
};

static uint8_t other_residue(const struct other_haplotype *o, uint64_t i)
{
    if (i < o->at)
        return o->h->residues[i];
    return i < o->at + o->n ? o->residues[i - o->at] : o->h->residues[i - o->n + o->own];
}

/* Whether a residue of the haplotype differs from that of the other one as far from the start. */
static bool differs_from_start(const struct other_haplotype *o, uint64_t i)
{
    return i >= o->n_residues || o->h->residues[i] != other_residue(o, i);
}

static bool differs_from_end(const struct other_haplotype *o, uint64_t i)
{
    return i + o->n_residues < o->h->n_residues ||
           o->h->residues[i] != other_residue(o, i + o->n_residues - o->h->n_residues);
}

static struct mim_mark compare_unequal(const struct other_haplotype *o)
{
    struct mim_mark mark = {o->at, o->at + o->own, 1};
    while (mark.from < o->h->n_residues && !differs_from_start(o, mark.from))
        mark.from++;
    while (mark.to > 0 && !differs_from_end(o, mark.to - 1))
        mark.to--;
    return mark;
}

/* Tells the residues of [from, to) that differ. */
static mimicry_status tell_each(const struct other_haplotype *o, uint64_t from, uint64_t to,
                                bool (*differs)(const struct other_haplotype *, uint64_t),
                                mim_mark_fn tell, void *data, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint64_t i = from; i < to && status == MIMICRY_OK; i++) {
        const struct mim_mark mark = {i, i + 1, 1};
        if (differs(o, i))
            status = tell(data, &mark, error);
    }
    return status;
}

/* Where the differences end that matter: a window that touches the whole begins before whole.to, so
 * that it has the first difference from there on if it has any later one. */
static uint64_t end_of_differences(const struct other_haplotype *o, struct mim_mark whole)
{
    uint64_t last = whole.to > whole.from ? whole.to - 1 : whole.from;
    while (last < o->h->n_residues && !differs_from_start(o, last))
        last++;
    return last < o->h->n_residues ? last + 1 : last;
}

/* Where they begin, likewise: such a window ends behind whole.from. */
static uint64_t start_of_differences(const struct other_haplotype *o, struct mim_mark whole)
{
    uint64_t first = whole.from < whole.to ? whole.from : whole.to - 1;
    while (first > 0 && !differs_from_end(o, first))
        first--;
    return first;
}

static mimicry_status tell_unequal(const struct other_haplotype *o, enum mim_marks marks,
                                   mim_mark_fn tell, void *data, mimicry_error *error)
{
    const struct mim_mark whole = compare_unequal(o);
    if (whole.from >= o->h->n_residues || whole.to == 0)
        return MIMICRY_OK;
    if (marks == MIM_MARKS_FROM_START)
        return tell_each(o, whole.from, end_of_differences(o, whole), differs_from_start, tell,
                         data, error);
    if (marks == MIM_MARKS_FROM_END)
        return tell_each(o, start_of_differences(o, whole), whole.to, differs_from_end, tell, data,
                         error);
    return tell(data, &whole, error);
}

static mimicry_status compare_region(const struct mim_haplotype *h, const struct region *r,
                                     enum mim_marks marks, mim_mark_fn tell, void *data,
                                     mimicry_error *error)
{
    const uint64_t at = place_of(h, r), length = r->end - r->start;
    const uint64_t own = edited_length(length, r->own, r->n_own);
    const uint64_t n = edited_length(length, r->others, r->n_others);
    uint8_t *residues = mim_alloc_array(n + 1, 1);
    mimicry_status status;
    if (residues == NULL)
        return mim_fail_memory(error);
    write_edited(h, r->start, r->end, r->others, r->n_others, residues);
    if (own == n) {
        status = tell_equal(h->residues + at, residues, n, at, tell, data, error);
    } else {
        const struct other_haplotype other = {h, at, own, n, h->n_residues - own + n, residues};
        status = tell_unequal(&other, marks, tell, data, error);
    }
    free(residues);
    return status;
}

mimicry_status mim_haplotype_compare(const struct mim_haplotype *h, enum mim_marks marks,
                                     const struct mim_record_edit *const *own, size_t n_own,
                                     const struct mim_record_edit *const *others, size_t n_others,
                                     mim_mark_fn tell, void *data, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    while ((n_own > 0 || n_others > 0) && status == MIMICRY_OK) {
        const struct region r = next_region(&own, &n_own, &others, &n_others);
        status = compare_region(h, &r, marks, tell, data, error);
    }
    return status;
}
