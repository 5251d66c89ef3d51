/* Hits that are held: what is given back is what was added, block by block, as far as there is
 * room. */
#include "table/held_hits.h"

#include <stdlib.h>

#include "base/memory.h"
#include "support.h"

/* Hits that tell their block and their place there. */
static void add_block(struct mim_held_hits *held, uint64_t block, size_t count, size_t at_once)
{
    mimicry_hit *hits = mim_alloc_zeroed(at_once, sizeof *hits);
    ck_assert_ptr_nonnull(hits);
    mim_held_hits_begin(held);
    for (size_t from = 0; from < count; from += at_once) {
        const size_t now = count - from < at_once ? count - from : at_once;
        for (size_t i = 0; i < now; i++)
            hits[i] = (mimicry_hit){.record = block, .start = from + i};
        mim_held_hits_add(held, hits, now);
    }
    free(hits);
}

static void check_block(const struct mim_held_hits *held, uint64_t block, size_t count)
{
    size_t found;
    const mimicry_hit *hits = mim_held_hits_of(held, (size_t)block, &found);
    ck_assert_uint_eq(found, count);
    for (size_t i = 0; i < found; i++)
        ck_assert(hits[i].record == block && hits[i].start == i);
}

START_TEST(blocks_are_given_back)
{
    struct mim_held_hits held = {0};
    test_random random = random_of_case(96, 0);
    size_t counts[50];
    for (size_t i = 0; i < 50; i++) {
        counts[i] = random_below(&random, 300);
        add_block(&held, i, counts[i], 1 + random_below(&random, 100));
    }
    ck_assert_uint_eq(held.n_blocks, 50);
    ck_assert(!held.full);
    for (size_t i = 0; i < 50; i++)
        check_block(&held, i, counts[i]);
    mim_held_hits_release(&held);
    ck_assert_ptr_null(held.hits);
}
END_TEST

/* A block is held as a whole or not at all, and so are those after it. */
START_TEST(what_has_no_room_is_not_held)
{
    const size_t most = 1 << 22, some = 1000;
    for (size_t over = 0; over < 2; over++) {
        struct mim_held_hits held = {0};
        add_block(&held, 0, some, some);
        add_block(&held, 1, most - some + over, 1 << 16);
        add_block(&held, 2, over, 1);
        ck_assert_uint_eq(held.full, over);
        ck_assert_uint_eq(held.n_blocks, over == 1 ? 1 : 3);
        check_block(&held, 0, some);
        if (over == 0)
            check_block(&held, 1, most - some);
        mim_held_hits_release(&held);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("held hits");

    support_begin("test_held_hits");
    support_add_test(suite, blocks_are_given_back);
    support_add_test(suite, what_has_no_room_is_not_held);
    return support_run(suite);
}
