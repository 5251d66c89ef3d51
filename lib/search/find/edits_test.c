/* The windows that begin at one place of the text: a dynamic program over the peptide's residues,
 * given up as soon as nothing can become a hit.
 *
 * A state is how many insertions and deletions there were: with the residues of the peptide that
 * are done, it says where in the text the alignment stands. Its value is the fewest mismatches. */
#include "search/find/edits.h"

enum { NONE = UINT16_MAX, SIDE = MIM_EDITS_SIDE };

struct states {
    uint16_t paired[SIDE][SIDE];   /* [insertions][deletions], the last column no insertion */
    uint16_t inserted[SIDE][SIDE]; /* the last column an insertion */
};

static uint16_t least(uint16_t a, uint16_t b)
{
    return a < b ? a : b;
}

/* The value when peptide residue `code` is paired with residue j of the text, or NONE. */
static uint16_t pair(const struct mim_edits_goal *q, uint16_t before, uint8_t code,
                     const uint8_t *at, uint32_t j)
{
    if (before == NONE || at[j] >= MIM_RESIDUES)
        return NONE;
    const bool match = at[j] == code && mim_is_amino_acid(code);
    return before + !match > (int)q->max_mismatches ? (uint16_t)NONE : (uint16_t)(before + !match);
}

/* Takes residue i of the peptide: paired, or deleted unless the last column was an insertion. Says
 * whether any state is left. */
static inline bool take_residue(const struct mim_edits_goal *q, uint32_t n, struct states *s,
                                uint32_t i, const uint8_t *at)
{
    uint16_t best = NONE;
    for (uint32_t ins = 0; ins <= n; ins++) {
        for (uint32_t del = n - ins; del < SIDE; del--) { /* down: the next one reads this one */
            const uint16_t before = least(s->paired[ins][del], s->inserted[ins][del]);
            uint16_t value = pair(q, before, q->codes[i], at, i + ins - del);
            if (del > 0)
                value = least(value, s->paired[ins][del - 1]);
            s->paired[ins][del] = value;
            best = least(best, value);
        }
    }
    return best != NONE;
}

/* Lets residues of the text be inserted before residue i of the peptide, where a pair stands before
 * them. */
static inline void insert_residues(uint32_t n, struct states *s, uint32_t i, const uint8_t *at)
{
    for (uint32_t ins = 1; ins <= n; ins++) {
        for (uint32_t del = 0; del <= n - ins; del++) {
            const uint16_t before = least(s->paired[ins - 1][del], s->inserted[ins - 1][del]);
            const bool good =
                before != NONE && i + ins - 1 > del && at[i + ins - 1 - del] < MIM_RESIDUES;
            s->inserted[ins][del] = good ? before : (uint16_t)NONE;
        }
    }
}

/* The windows, shortest first: of the states at one place, that of fewest indels. */
static uint32_t gather(const struct mim_edits_goal *q, const struct states *s,
                       struct mim_edits_end *ends)
{
    const int32_t n = (int32_t)q->max_indels;
    uint32_t count = 0;
    for (int32_t more = -n; more <= n; more++) {
        int32_t ins = more > 0 ? more : 0;
        while (2 * ins - more <= n && s->paired[ins][ins - more] == NONE)
            ins++;
        if (2 * ins - more <= n && (int32_t)q->length + more > 0)
            ends[count++] =
                (struct mim_edits_end){(uint32_t)((int32_t)q->length + more),
                                       (uint32_t)(2 * ins - more), s->paired[ins][ins - more]};
    }
    return count;
}

static inline void begin(uint32_t n, struct states *s)
{
    for (uint32_t ins = 0; ins <= n; ins++) {
        for (uint32_t del = 0; del <= n - ins; del++)
            s->paired[ins][del] = s->inserted[ins][del] = NONE;
    }
    s->paired[0][0] = 0;
}

/* Inlined for each n that matters: all states are in registers then. */
static inline __attribute__((always_inline)) uint32_t test_with(const struct mim_edits_goal *query,
                                                                uint32_t n, const uint8_t *at,
                                                                struct mim_edits_end *ends)
{
    struct states s;
    begin(n, &s);
    for (uint32_t i = 0; i < query->length; i++) {
        if (i > 0)
            insert_residues(n, &s, i, at);
        if (!take_residue(query, n, &s, i, at))
            return 0;
    }
    return gather(query, &s, ends);
}

uint32_t mim_edits_test(const struct mim_edits_goal *query, const uint8_t *at,
                        struct mim_edits_end ends[MIM_EDITS_ENDS])
{
    switch (query->max_indels) {
    case 1:
        return test_with(query, 1, at, ends);
    case 2:
        return test_with(query, 2, at, ends);
    default:
        return test_with(query, query->max_indels, at, ends);
    }
}
