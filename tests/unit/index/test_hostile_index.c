/* Index files that someone made to do harm: fields, entries and whole areas are changed, and
 * checksums are right again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hostile_checks.h"
#include "index/suffix.h"
#include "support.h"

enum { ENTRIES = 3 };

/* ---- Numbers ---- */

START_TEST(fields_of_the_header)
{
    static const struct {
        unsigned at, width;
    } fields[] = {{0, 8},  {8, 4},  {12, 2}, {16, 8}, {24, 8},  {32, 8},
                  {40, 8}, {48, 8}, {56, 4}, {60, 4}, {560, 1}, {2000, 8}};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        hostile_try_field(&hostile_bases[0], fields[i].at, fields[i].width, true, "field");
    hostile_try_field(&hostile_bases[0], 14, 2, false, "minor version");
    for (unsigned code = 0; code < MIM_CODES; code += 9)
        hostile_try_field(&hostile_bases[0], 64 + 8 * code, 8, true, "count");
    for (unsigned s = 0; s < MIM_SECTIONS; s++) {
        hostile_try_field(&hostile_bases[0], 320 + 24 * s, 4, true, "section number");
        hostile_try_field(&hostile_bases[0], 328 + 24 * s, 8, true, "section offset");
        hostile_try_field(&hostile_bases[0], 336 + 24 * s, 8, true, "section size");
    }
    hostile_try_field(&hostile_bases[HOSTILE_VARIANTS], 16, 8, true, "features");
    hostile_try_field(&hostile_bases[HOSTILE_VARIANTS], 60, 4, true, "number of sections");
    for (unsigned s = MIM_SECTION_CHANGES; s < MIM_SECTIONS; s++) {
        hostile_try_field(&hostile_bases[HOSTILE_VARIANTS], 320 + 24 * s, 4, true,
                          "section number");
        hostile_try_field(&hostile_bases[HOSTILE_VARIANTS], 328 + 24 * s, 8, true,
                          "section offset");
        hostile_try_field(&hostile_bases[HOSTILE_VARIANTS], 336 + 24 * s, 8, true, "section size");
    }
}
END_TEST

/* Names, taxa, changes and what is known of the sources may be anything: no check can tell. */
static bool means_something(unsigned section)
{
    return section != MIM_SECTION_NAMES && section != MIM_SECTION_TAXA &&
           section < MIM_SECTION_SOURCES;
}

START_TEST(entries_of_the_sections)
{
    for (int b = 0; b < HOSTILE_BASES; b++) {
        for (unsigned s = 0; s < MIM_SECTIONS; s++) {
            const struct mim_section_entry *entry = &hostile_bases[b].header.sections[s];
            const unsigned width = hostile_width(&hostile_bases[b], s);
            const uint64_t count = entry->size / width;
            const uint64_t places[ENTRIES] = {0, count / 2, count - 1};

            for (int i = 0; i < ENTRIES && count > 0; i++) {
                if (places[i] < count && (b == 0 || s >= MIM_SECTION_SUFFIXES))
                    hostile_try_field(&hostile_bases[b], entry->offset + places[i] * width, width,
                                      means_something(s), "entry");
            }
        }
    }
}
END_TEST

/* ---- Areas ---- */

static void put_entry(uint8_t *to, uint64_t number, unsigned width, uint64_t value)
{
    memcpy(to + number * width, &value, width);
}

/* Fills a section in one of several ways. */
static void fill(const struct hostile_image *base, uint8_t *bytes, unsigned section, unsigned way)
{
    const struct mim_section_entry *entry = &base->header.sections[section];
    const unsigned width = hostile_width(base, section);
    const uint64_t count = entry->size / width, n = base->header.text_length;

    for (uint64_t i = 0; i < count; i++) {
        const uint64_t ways[] = {way < HOSTILE_VALUES ? hostile_value(base, way) : 0,
                                 i,
                                 count - 1 - i,
                                 i % (n + 1),
                                 i % 2 == 0 ? 0 : n,
                                 n - 1 - i % n,
                                 i < count / 2 ? 0 : n,
                                 5};

        put_entry(bytes + entry->offset, i, width,
                  ways[way < HOSTILE_VALUES ? 0 : way - HOSTILE_VALUES + 1]);
    }
}

START_TEST(whole_sections)
{
    hostile_done.few = true;
    for (int b = 0; b < HOSTILE_BASES; b++) {
        for (unsigned s = 0; s < MIM_SECTIONS; s++) {
            for (unsigned way = 0; way < HOSTILE_VALUES + 7; way++) {
                char label[64];

                if (hostile_bases[b].header.sections[s].size == 0 ||
                    (b > 0 && s < MIM_SECTION_SUFFIXES))
                    continue;
                uint8_t *bytes = hostile_copy(&hostile_bases[b]);
                fill(&hostile_bases[b], bytes, s, way);
                snprintf(label, sizeof label, "section %u filled in way %u", s, way);
                hostile_try(&hostile_bases[b], bytes, means_something(s), label);
            }
        }
    }
}
END_TEST

/* ---- Texts that are no text, with the suffix array that is theirs ---- */

/* Sets text, counts and tables to what belongs together. */
static void put_text(const struct hostile_image *base, uint8_t *bytes, uint8_t *text)
{
    struct mim_file_header header = base->header;
    struct mimicry_index index = {.text = text, .text_length = header.text_length};
    const size_t width = header.suffix_width;

    memset(text + header.text_length - 1, MIM_SEPARATOR, 1 + MIM_TEXT_PAD);
    memset(header.counts, 0, sizeof header.counts);
    header.counts[MIM_SEPARATOR] = header.records;
    header.counts[0] = header.text_length - header.records; /* any that add up */
    ck_assert_int_eq(mim_suffix_build(&index, (unsigned)width, NULL), MIMICRY_OK);
    memcpy(bytes, &header, sizeof header);
    memcpy(bytes + header.sections[MIM_SECTION_TEXT].offset, text,
           (size_t)header.text_length + MIM_TEXT_PAD);
    memcpy(bytes + header.sections[MIM_SECTION_SUFFIXES].offset, index.suffixes,
           (size_t)header.text_length * width);
    memcpy(bytes + header.sections[MIM_SECTION_PREFIXES].offset, index.prefixes,
           (MIM_PREFIX_KEYS + 1) * width);
    free((void *)(uintptr_t)index.suffixes);
    free((void *)(uintptr_t)index.prefixes);
}

/* Of one code, of a few in turn, of any, or as it was but for its separators. */
static void make_text(const struct hostile_image *base, unsigned way, uint8_t *text)
{
    const uint64_t n = base->header.text_length;
    test_random random = random_of_case(2, way);

    memcpy(text, base->bytes + base->header.sections[MIM_SECTION_TEXT].offset, (size_t)n);
    for (uint64_t i = 0; i < n; i++) {
        if (way < 16)
            text[i] = (uint8_t)(way * 17);
        else if (way < 32)
            text[i] = (uint8_t)(way - 12 + i % 2);
        else if (way < 40)
            text[i] = (uint8_t)random_below(&random, way < 36 ? 32 : 256);
        else if (text[i] >= MIM_STOP)
            text[i] = (uint8_t)(way - 40);
    }
}

START_TEST(texts_that_are_none)
{
    hostile_done.few = true;
    for (int b = 0; b < 2; b++) {
        uint8_t *text = support_realloc(NULL, hostile_bases[b].header.text_length + MIM_TEXT_PAD);

        for (unsigned way = 0; way < 60; way++) {
            char label[64];
            uint8_t *bytes = hostile_copy(&hostile_bases[b]);

            make_text(&hostile_bases[b], way, text);
            put_text(&hostile_bases[b], bytes, text);
            snprintf(label, sizeof label, "text of way %u", way);
            hostile_try(&hostile_bases[b], bytes, true, label);
        }
        free(text);
    }
}
END_TEST

/* ---- Several changes at once ---- */

START_TEST(random_changes)
{
    hostile_done.few = true;
    for (unsigned i = 0; i < support_scaled(300); i++) {
        test_random random = random_of_case(3, i);
        const struct hostile_image *base = &hostile_bases[random_below(&random, HOSTILE_BASES)];
        uint8_t *bytes = hostile_copy(base);
        bool told = false;
        char label[32];

        for (uint64_t left = 1 + random_below(&random, 12); left > 0; left--) {
            const unsigned s = (unsigned)random_below(&random, MIM_SECTIONS);
            const unsigned width = hostile_width(base, s);
            const uint64_t count = base->header.sections[s].size / width;
            const uint64_t value =
                hostile_value(base, (unsigned)random_below(&random, HOSTILE_VALUES));

            if (count > 0)
                put_entry(bytes + base->header.sections[s].offset, random_below(&random, count),
                          width, random_chance(&random, 50) ? value : random_next(&random));
        }
        for (unsigned s = 0; s < MIM_SECTIONS; s++) {
            const struct mim_section_entry *entry = &base->header.sections[s];

            told = told ||
                   (means_something(s) && memcmp(bytes + entry->offset, base->bytes + entry->offset,
                                                 (size_t)entry->size) != 0);
        }
        snprintf(label, sizeof label, "random change %u", i);
        hostile_try(base, bytes, told, label);
    }
}
END_TEST

START_TEST(what_is_sound_is_opened)
{
    for (int b = 0; b < HOSTILE_BASES; b++) {
        for (int i = 0; i < 2; i++)
            hostile_try(&hostile_bases[b], hostile_copy(&hostile_bases[b]), false,
                        "nothing changed");
    }
    ck_assert_uint_eq(hostile_done.told + hostile_done.refused,
                      2); /* the fifths do not belong to a short text */
}
END_TEST

int main(void)
{
    support_begin("test_hostile_index");
    Suite *suite = suite_create("hostile_index");
    TCase *tests = tcase_create("hostile_index");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, hostile_begin, hostile_end);
    tcase_add_test(tests, what_is_sound_is_opened);
    tcase_add_test(tests, fields_of_the_header);
    tcase_add_test(tests, entries_of_the_sections);
    tcase_add_test(tests, whole_sections);
    tcase_add_test(tests, texts_that_are_none);
    tcase_add_test(tests, random_changes);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
