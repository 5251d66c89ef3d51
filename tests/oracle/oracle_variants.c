/* Writes out the haplotypes of a person's proteins, and cuts them into windows. */
#include "oracle_variants.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

typedef struct found_windows {
    oracle_window *list;
    size_t count, capacity;
} found_windows;

/* Which side each block has, and which blocks are near each other. */
typedef struct block_sides {
    int side[ORACLE_EVENTS], base[ORACLE_EVENTS], near[ORACLE_EVENTS];
    int blocks;
} block_sides;

static bool has_event(const oracle_event *event, const block_sides *sides)
{
    return event->copies == 3 || event->copies == sides->side[event->block];
}

/* Where the first stop of a haplotype stands in the protein. */
static size_t first_stop(const oracle_protein *protein, const block_sides *sides)
{
    for (size_t i = 0; i < protein->n_events; i++) {
        if (protein->events[i].stops && has_event(&protein->events[i], sides))
            return protein->events[i].start;
    }
    return strlen(protein->letters);
}

/* Up to the protein's residue `end`. */
static void write_haplotype(const oracle_protein *protein, const block_sides *sides, size_t end,
                            char *out)
{
    const size_t stop = first_stop(protein, sides);
    size_t at = 0, n = 0;

    end = stop < end ? stop : end;
    for (size_t i = 0; i < protein->n_events; i++) {
        const oracle_event *event = &protein->events[i];

        if (!has_event(event, sides) || event->start >= end)
            continue;
        while (at < event->start)
            out[n++] = protein->letters[at++];
        for (const char *c = event->letters; *c != '\0'; c++)
            out[n++] = *c;
        at += event->length;
    }
    while (at < end)
        out[n++] = protein->letters[at++];
    out[n] = '\0';
}

/* Whether the window stands in the other haplotype too, as far from its beginning or its end. */
static bool stands_in(const char *own, size_t start, size_t length, const char *other)
{
    size_t n = strlen(own), m = strlen(other);

    if (start + length <= m && memcmp(own + start, other + start, length) == 0)
        return true;
    return n - start <= m && memcmp(own + start, other + (m - (n - start)), length) == 0;
}

static void add_windows(const oracle_protein *protein, size_t number, const block_sides *sides,
                        size_t length, found_windows *found)
{
    static char own[2 * ORACLE_LONGEST], others[ORACLE_EVENTS][2 * ORACLE_LONGEST];
    int n_others = 0;

    const size_t end = first_stop(protein, sides);

    write_haplotype(protein, sides, end, own);
    for (int b = 0; b < sides->blocks; b++) {
        block_sides without = *sides;

        if (sides->side[b] == sides->base[b])
            continue;
        without.side[b] = sides->base[b];
        write_haplotype(protein, &without, end, others[n_others++]);
    }
    for (size_t start = 0; start + length <= strlen(own); start++) {
        bool is_new = true;

        for (int i = 0; i < n_others; i++)
            is_new = is_new && !stands_in(own, start, length, others[i]);
        if (!is_new)
            continue;
        if (found->count == found->capacity) {
            found->capacity = found->capacity * 2 + 64;
            found->list = support_realloc(found->list, found->capacity * sizeof *found->list);
        }
        oracle_window *window = &found->list[found->count++];
        window->protein = number;
        window->start = start;
        memcpy(window->letters, own + start, length);
        window->letters[length] = '\0';
    }
}

static int count_blocks(const oracle_protein *protein)
{
    int blocks = 0;

    for (size_t i = 0; i < protein->n_events; i++) {
        if (protein->events[i].copies != 3 && protein->events[i].block >= blocks)
            blocks = protein->events[i].block + 1;
    }
    return blocks;
}

/* Every pair of events with fewer residues between them unites their blocks. */
static void find_near(const oracle_protein *protein, block_sides *sides)
{
    for (size_t i = 0; i < protein->n_events; i++) {
        for (size_t j = i + 1; j < protein->n_events; j++) {
            const oracle_event *a = &protein->events[i], *b = &protein->events[j];
            size_t end = a->start + (a->stops ? 1 : a->length);

            if (a->copies == 3 || b->copies == 3 || b->start >= end + ORACLE_APART)
                continue;
            int from = sides->near[a->block], to = sides->near[b->block];
            for (int k = 0; k < sides->blocks; k++) {
                if (sides->near[k] == from)
                    sides->near[k] = to;
            }
        }
    }
}

/* The copy of a block that goes on for longer, or else has fewer events. */
static int find_base(const oracle_protein *protein, int block)
{
    size_t on[4] = {0}, end[4] = {ORACLE_LONGEST, ORACLE_LONGEST, ORACLE_LONGEST, 0};

    for (size_t i = 0; i < protein->n_events; i++) {
        const oracle_event *event = &protein->events[i];

        if (event->copies == 3 || event->block != block)
            continue;
        on[event->copies]++;
        if (event->stops)
            end[event->copies] = event->start;
    }
    if (end[1] != end[2])
        return end[1] > end[2] ? 1 : 2;
    return on[1] <= on[2] ? 1 : 2;
}

/* Without events that no copy shows, as they come behind a stop of theirs. */
static oracle_protein without_lost(const oracle_protein *protein)
{
    oracle_protein kept = *protein;

    kept.n_events = 0;
    for (size_t i = 0; i < protein->n_events; i++) {
        const oracle_event *event = &protein->events[i];
        bool lost = false;

        for (size_t k = 0; k < kept.n_events; k++) {
            const oracle_event *before = &kept.events[k];
            lost = lost ||
                   (before->stops &&
                    (before->copies == 3 || (event->copies != 3 && event->block == before->block &&
                                             event->copies == before->copies)));
        }
        if (!lost)
            kept.events[kept.n_events++] = *event;
    }
    return kept;
}

static void add_protein(const oracle_protein *given, size_t number, size_t length,
                        found_windows *found)
{
    const oracle_protein without = without_lost(given), *protein = &without;
    block_sides sides = {.blocks = count_blocks(protein)};

    for (int b = 0; b < sides.blocks; b++) {
        sides.base[b] = sides.side[b] = find_base(protein, b);
        sides.near[b] = b;
    }
    find_near(protein, &sides);
    add_windows(protein, number, &sides, length, found);
    for (int near = 0; near < sides.blocks; near++) {
        int members[ORACLE_EVENTS], n = 0;

        for (int b = 0; b < sides.blocks; b++) {
            if (sides.near[b] == near)
                members[n++] = b;
        }
        const bool crowded = n > ORACLE_TOGETHER;
        for (uint64_t bits = 1; n > 0 && bits < (uint64_t)1 << n;
             bits = crowded ? bits << 1 : bits + 1) {
            block_sides turned = sides;

            for (int i = 0; i < n; i++) {
                if (bits >> i & 1)
                    turned.side[members[i]] = 3 - sides.base[members[i]];
            }
            add_windows(protein, number, &turned, length, found);
        }
    }
}

int oracle_window_compare(const void *x, const void *y)
{
    const oracle_window *a = x, *b = y;

    if (a->protein != b->protein)
        return a->protein < b->protein ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return strcmp(a->letters, b->letters);
}

oracle_window *oracle_variant_windows(const oracle_protein *proteins, size_t n_proteins,
                                      size_t length, size_t *out_count)
{
    found_windows found = {0};

    for (size_t i = 0; i < n_proteins; i++)
        add_protein(&proteins[i], i, length, &found);
    if (found.count > 0)
        qsort(found.list, found.count, sizeof *found.list, oracle_window_compare);
    *out_count = found.count;
    return found.list;
}
