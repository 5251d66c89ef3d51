/* The change of a peptide against its wild type: by the definition, and window by window. */
#include <stdlib.h>
#include <string.h>

#include "query_checks.h"
#include "residue/change.h"

static bool has_window(const char *text, const char *window, size_t length)
{
    for (size_t i = 0; i + length <= strlen(text); i++) {
        if (memcmp(text + i, window, length) == 0)
            return true;
    }
    return false;
}

static void check_change(const char *peptide, const char *wildtype)
{
    size_t n = strlen(peptide), start, end;
    struct mim_change change = mim_change_find(peptide, n, wildtype, strlen(wildtype));

    query_change(peptide, wildtype, &start, &end);
    ck_assert_msg(change.start == start && change.end == end, "%s of %s: %zu-%zu", peptide,
                  wildtype, change.start, change.end);
    for (size_t from = 0; from < n; from++) {
        for (size_t to = from + 1; to <= n; to++) {
            bool some = start == end ? from < start && start < to : false;

            for (size_t i = from; i < to; i++)
                some = some || (i >= start && i < end);
            ck_assert_int_eq(mim_change_touches(&change, from, to), some);
            /* No window that is new may be missed. */
            ck_assert_msg(some || has_window(wildtype, peptide + from, to - from),
                          "seed %llu: %s of %s: window %zu-%zu is new, but not said to be",
                          (unsigned long long)support_seed(), peptide, wildtype, from, to);
        }
    }
}

static char *mutated(test_random *random, const char *wildtype)
{
    static const char letters[] = "ACDE";
    size_t n = strlen(wildtype);
    size_t from = (size_t)random_below(random, n + 1);
    size_t gone = (size_t)random_below(random, 4);
    test_text text = {0};

    gone = random_chance(random, 15) ? n : gone; /* another rest: a frameshift */
    gone = gone > n - from ? n - from : gone;
    text_add(&text, wildtype, from);
    for (uint64_t k = random_below(random, gone == n - from ? 9 : 4); k > 0; k--)
        text_add_char(&text, letters[random_below(random, 4)]);
    text_add(&text, wildtype + from + gone, n - from - gone);
    return text.bytes;
}

START_TEST(changes)
{
    static const struct {
        const char *peptide, *wildtype;
        size_t start, end;
    } known[] = {
        {"HIQDLYTVL", "RIQDLYTVL", 0, 1},   /* the first residue */
        {"RIQDLYTVA", "RIQDLYTVL", 8, 9},   /* the last */
        {"RIQDLYTVL", "RIQDLYTVL", 9, 9},   /* none */
        {"KECDHSEGA", "KECDHSNND", 6, 9},   /* to the end */
        {"RIQLYTVL", "RIQDLYTVL", 3, 3},    /* a deletion: before residue 3 */
        {"IQDLYTVL", "RIQDLYTVL", 0, 0},    /* of the first */
        {"RIQDLYTV", "RIQDLYTVL", 8, 8},    /* of the last */
        {"RIQWDLYTVL", "RIQDLYTVL", 3, 4},  /* an insertion */
        {"WRIQDLYTVL", "RIQDLYTVL", 0, 1},  /* before the first */
        {"RIQDLYTVLW", "RIQDLYTVL", 9, 10}, /* after the last */
        {"XAAAY", "XAAY", 3, 4},            /* in a run: the last of it */
        {"XAAY", "XAAAY", 3, 3},
        {"RIQWWWWWWWWWW", "RIQDLYTVL", 3, 13}, /* a longer rest */
        {"RIQW", "RIQDLYTVL", 3, 4},           /* a shorter one */
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct mim_change change = mim_change_find(known[i].peptide, strlen(known[i].peptide),
                                                   known[i].wildtype, strlen(known[i].wildtype));

        ck_assert_msg(change.start == known[i].start && change.end == known[i].end,
                      "%s of %s: %zu-%zu", known[i].peptide, known[i].wildtype, change.start,
                      change.end);
        check_change(known[i].peptide, known[i].wildtype);
    }
    for (unsigned i = 0; i < support_scaled(4000); i++) {
        test_random random = random_of_case(1, i);
        char wildtype[16];
        size_t n = 1 + (size_t)random_below(&random, 14);

        for (size_t k = 0; k < n; k++)
            wildtype[k] = "ACDE"[random_below(&random, 1 + random_below(&random, 4))];
        wildtype[n] = '\0';
        char *peptide = mutated(&random, wildtype);
        if (peptide && *peptide)
            check_change(peptide, wildtype);
        free(peptide);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("changes");

    support_begin("test_changes");
    support_add_test(suite, changes);
    return support_run(suite);
}
