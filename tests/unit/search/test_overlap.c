/* Short peptides cut into two pieces that overlap: each window within the limit is found by one of
 * them, whatever its penalties are. */
#include <string.h>

#include "search/plan/overlap.h"
#include "support.h"

enum { LEAST = 6, MOST = 9, FIVE = 5 };

/* A profile of random penalties, of an index that has fifths. */
struct overlap_case {
    uint8_t penalty[MOST][MIM_CODES];
    uint8_t similar[MOST][MIM_AMINO_ACIDS];
    struct mim_position positions[MOST];
    struct mim_profile profile;
    struct mim_frequencies frequencies;
    struct mim_splitter splitter;
    struct mim_piece pieces[MIM_MOST_PIECES];
    uint8_t most[2][MIM_MOST_PENALTY + 1];
    struct mim_split split;
};

static const uint16_t some_fifths[1];
static const struct mimicry_index long_index = {.text_length = 12000000, .fifths = some_fifths};

/* The amino acids by their penalties, as positions have them. */
static void rank(struct overlap_case *c, uint32_t j)
{
    for (uint8_t code = 0; code < MIM_AMINO_ACIDS; code++) {
        uint8_t k = code;
        for (; k > 0 && c->penalty[j][c->similar[j][k - 1]] > c->penalty[j][code]; k--)
            c->similar[j][k] = c->similar[j][k - 1];
        c->similar[j][k] = code;
    }
    c->positions[j].similar = c->similar[j];
}

static void make_case(test_random *random, struct overlap_case *c)
{
    const uint32_t highest = random_chance(random, 50) ? 20 : 200;
    memset(c, 0, sizeof *c);
    c->profile = (struct mim_profile){
        .length = (uint32_t)random_between(random, LEAST, MOST),
        .positions = c->positions,
        .penalty = c->penalty,
        .limit = (uint8_t)(random_chance(random, 80) ? random_between(random, 1, 40)
                                                     : random_between(random, 1, MIM_MOST_PENALTY)),
    };
    for (uint32_t j = 0; j < c->profile.length; j++) {
        for (uint32_t code = 0; code < MIM_CODES; code++)
            c->penalty[j][code] = (uint8_t)random_below(random, highest);
        c->penalty[j][random_below(random, MIM_AMINO_ACIDS)] = 0;
        rank(c, j);
    }
    for (uint32_t code = 0; code < MIM_AMINO_ACIDS; code++)
        c->frequencies.of[code] = random_chance(random, 80) ? 0.05 : 0;
    c->splitter.index = &long_index;
    c->splitter.frequencies = &c->frequencies;
    c->split = (struct mim_split){.pieces = c->pieces, .most = c->most};
}

static void cut(struct overlap_case *c)
{
    ck_assert(mim_overlap_applies(&long_index, &c->profile));
    mim_densities_begin(&c->splitter.densities, &c->profile, &c->frequencies);
    ck_assert(mim_overlap_cut(&c->splitter, &c->profile, &c->split) > 0);
}

/* Two pieces of five residues, from both ends. */
static void check_pieces(const struct overlap_case *c)
{
    const uint32_t alone = c->profile.length - FIVE;
    ck_assert(c->split.overlap);
    ck_assert_uint_eq(c->split.count, 2);
    ck_assert_uint_eq(c->pieces[0].from, 0);
    ck_assert_uint_eq(c->pieces[0].to, FIVE);
    ck_assert_uint_eq(c->pieces[0].head, alone);
    ck_assert_uint_eq(c->pieces[1].from, alone);
    ck_assert_uint_eq(c->pieces[1].to, c->profile.length);
    ck_assert_uint_eq(c->pieces[1].head, FIVE - alone);
}

/* What a window costs by the residues of the first piece alone, of both, of the second alone. */
START_TEST(all_costs_within_the_limit_are_found)
{
    static struct overlap_case c;
    for (unsigned n = 0; n < support_scaled(3000); n++) {
        test_random random = random_of_case(1, n);
        make_case(&random, &c);
        cut(&c);
        check_pieces(&c);
        const int limit = c.profile.limit;
        for (int first = 0; first <= limit; first++) {
            for (int both = 0; first + both <= limit; both++) {
                const int second = limit - first - both; /* and so all that are less */
                const bool by_first =
                    first <= c.pieces[0].budget && first + both <= c.most[0][first];
                const bool by_second =
                    both <= c.pieces[1].budget && both + second <= c.most[1][both];
                ck_assert_msg(by_first || by_second, "case %u: costs %d + %d + %d are not found", n,
                              first, both, second);
            }
        }
    }
}
END_TEST

static uint32_t penalty_of(const struct overlap_case *c, const uint8_t *window)
{
    uint32_t sum = 0;
    for (uint32_t j = 0; j < c->profile.length; j++)
        sum += c->penalty[j][window[j]];
    return sum;
}

START_TEST(windows_within_the_limit_are_found)
{
    static struct overlap_case c;
    unsigned within = 0, not_found = 0;
    for (unsigned n = 0; n < support_scaled(20000); n++) {
        test_random random = random_of_case(2, n);
        uint8_t window[MOST];
        make_case(&random, &c);
        for (uint32_t j = 0; j < c.profile.length; j++)
            window[j] = random_chance(&random, 70) ? c.similar[j][random_below(&random, 2)]
                                                   : (uint8_t)random_below(&random, MIM_RESIDUES);
        const uint32_t penalty = penalty_of(&c, window);
        if (penalty > 0 && penalty < MIM_MOST_PENALTY && random_chance(&random, 50))
            c.profile.limit = (uint8_t)(penalty + random_below(&random, 2)); /* it, or one above */
        cut(&c);
        const bool found = mim_piece_finds(&c.profile, &c.split, 0, window) ||
                           mim_piece_finds(&c.profile, &c.split, 1, window);
        ck_assert_msg(penalty > c.profile.limit || found,
                      "case %u: a window of penalty %u, limit %u, is not found", n, penalty,
                      (unsigned)c.profile.limit);
        within += penalty <= c.profile.limit;
        not_found += !found;
    }
    ck_assert_uint_gt(within, 100);
    ck_assert_uint_gt(not_found, 100);
}
END_TEST

/* The first piece looks up fewer strings than are within the limit, or none. */
START_TEST(pieces_look_up_less_than_the_limit)
{
    static struct overlap_case c;
    for (unsigned n = 0; n < support_scaled(1000); n++) {
        test_random random = random_of_case(3, n);
        make_case(&random, &c);
        cut(&c);
        const int32_t limit = c.profile.limit;
        ck_assert_int_lt(c.pieces[0].budget, limit);
        for (int32_t a = 0; a <= c.pieces[0].budget; a++) {
            ck_assert_int_ge(c.most[0][a], a);
            ck_assert_int_le(c.most[0][a], limit);
        }
        for (int32_t both = 0; both <= limit; both++)
            ck_assert_int_le(c.most[1][both], limit);
    }
}
END_TEST

START_TEST(it_applies_to_six_to_nine_residues)
{
    static const struct mimicry_index short_index = {.text_length = 1000};
    struct mim_profile profile = {.limit = 1};
    for (profile.length = 1; profile.length < 40; profile.length++) {
        ck_assert_int_eq(mim_overlap_applies(&long_index, &profile),
                         profile.length >= LEAST && profile.length <= MOST);
        ck_assert(!mim_overlap_applies(&short_index, &profile));
    }
    profile.length = MOST;
    profile.limit = 0;
    ck_assert(!mim_overlap_applies(&long_index, &profile));
    profile.limit = 1;
    profile.by_pattern = true;
    ck_assert(!mim_overlap_applies(&long_index, &profile));
}
END_TEST

int main(void)
{
    support_begin("test_overlap");
    Suite *suite = suite_create("overlap");
    support_add_test(suite, all_costs_within_the_limit_are_found);
    support_add_test(suite, windows_within_the_limit_are_found);
    support_add_test(suite, pieces_look_up_less_than_the_limit);
    support_add_test(suite, it_applies_to_six_to_nine_residues);
    return support_run(suite);
}
