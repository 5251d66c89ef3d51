/* Index files whose sections of a person's variants someone made to do harm. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "hostile_checks.h"
#include "support.h"

static const struct mim_index_change *changes_of(const struct hostile_image *base, uint64_t *count)
{
    const struct mim_section_entry *entry = &base->header.sections[MIM_SECTION_CHANGES];

    *count = entry->size / sizeof(struct mim_index_change);
    return (const void *)(base->bytes + entry->offset);
}

/* Residues of a record. */
static uint64_t length_of(const struct hostile_image *base, uint64_t record)
{
    const uint64_t *starts =
        (const void *)(base->bytes + base->header.sections[MIM_SECTION_STARTS].offset);

    return starts[record + 1] - starts[record] - 1;
}

/* Puts another change in the place of one. */
static void try_change(uint64_t number, struct mim_index_change change, bool told, const char *what)
{
    const struct hostile_image *base = &hostile_bases[HOSTILE_VARIANTS];
    uint8_t *bytes = hostile_copy(base);
    char label[96];

    memcpy(bytes + base->header.sections[MIM_SECTION_CHANGES].offset + number * sizeof change,
           &change, sizeof change);
    snprintf(label, sizeof label, "change %llu: %s", (unsigned long long)number, what);
    hostile_try(base, bytes, told, label);
}

START_TEST(fields_of_changes)
{
    uint64_t count;
    const struct mim_index_change *all = changes_of(&hostile_bases[HOSTILE_VARIANTS], &count);
    const uint64_t offset =
        hostile_bases[HOSTILE_VARIANTS].header.sections[MIM_SECTION_CHANGES].offset;

    ck_assert_uint_gt(count, 10);
    for (uint64_t i = 0; i < count; i++) {
        const uint64_t length = length_of(&hostile_bases[HOSTILE_VARIANTS], all[i].record);
        struct mim_index_change c = all[i];

        for (unsigned f = 0; f < HOSTILE_CHANGE_FIELDS; f++)
            hostile_try_field(&hostile_bases[HOSTILE_VARIANTS],
                              offset + i * sizeof *all + hostile_change_fields[f].at,
                              hostile_change_fields[f].width, false, "change");
        c.record = hostile_bases[HOSTILE_VARIANTS].header.records;
        try_change(i, c, true, "of a record that there is not");
        c = all[i];
        c.from = length + 1;
        try_change(i, c, true, "from behind its record");
        c = all[i];
        c.to = length + 1;
        try_change(i, c, true, "to behind its record");
        c = all[i];
        c.shifts = 2;
        try_change(i, c, true, "that is neither of two kinds");
        c = all[i];
        c.name = (uint32_t)hostile_bases[HOSTILE_VARIANTS]
                     .header.sections[MIM_SECTION_CHANGE_NAMES]
                     .size;
        try_change(i, c, true, "with a name outside of its section");
        c = all[i];
        c.name = c.group == 0 ? 0 : 1;
        try_change(i, c, true, "with a name only if it is of a group");
    }
}
END_TEST

START_TEST(changes_out_of_order)
{
    const struct hostile_image *base = &hostile_bases[HOSTILE_VARIANTS];
    uint64_t count;
    const struct mim_index_change *all = changes_of(base, &count);
    const uint64_t offset = base->header.sections[MIM_SECTION_CHANGES].offset;

    for (uint64_t i = 0; i + 1 < count; i++) {
        if (memcmp(&all[i], &all[i + 1], offsetof(struct mim_index_change, name)) == 0)
            continue;
        uint8_t *bytes = hostile_copy(base);
        memcpy(bytes + offset + i * sizeof *all, &all[i + 1], sizeof *all);
        memcpy(bytes + offset + (i + 1) * sizeof *all, &all[i], sizeof *all);
        hostile_try(base, bytes, true, "two changes the other way round");
    }
}
END_TEST

/* All changes made alike, or of one group each: records that are all added, the first one too;
 * windows that none, or all, touch. */
START_TEST(changes_that_are_made_up)
{
    const struct hostile_image *base = &hostile_bases[HOSTILE_VARIANTS];
    const uint64_t offset = base->header.sections[MIM_SECTION_CHANGES].offset;
    uint64_t count;

    changes_of(base, &count);
    hostile_done.few = true;
    for (unsigned way = 0; way < 64; way++) {
        uint8_t *bytes = hostile_copy(base);
        char label[64];

        for (uint64_t i = 0; i < count; i++) {
            const uint64_t record = way % 4 == 0   ? 0
                                    : way % 4 == 1 ? base->header.records - 1
                                                   : i * base->header.records / count;
            const uint64_t length = length_of(base, record);
            const uint64_t ways[4][2] = {
                {0, length}, {length, length}, {length, 0}, {length / 2, length / 2}};
            const struct mim_index_change c = {.record = record,
                                               .from = ways[way / 4 % 4][0],
                                               .to = ways[way / 4 % 4][1],
                                               .group = (uint16_t)(way / 16 % 2 == 0 ? 1 : i + 1),
                                               .shifts = (uint16_t)(way / 32)};

            memcpy(bytes + offset + i * sizeof c, &c, sizeof c);
        }
        snprintf(label, sizeof label, "changes of way %u", way);
        hostile_try(base, bytes, true, label); /* their names are no one's */
    }
}
END_TEST

START_TEST(names_of_changes)
{
    const struct hostile_image *base = &hostile_bases[HOSTILE_VARIANTS];
    const struct mim_section_entry *entry = &base->header.sections[MIM_SECTION_CHANGE_NAMES];

    for (uint64_t i = 0; i < entry->size; i++) {
        const bool is_end = base->bytes[entry->offset + i] == '\0';
        uint8_t *bytes = hostile_copy(base);

        bytes[entry->offset + i] = is_end ? 'x' : '\0';
        hostile_try(base, bytes, true, "a name that ends elsewhere");
    }
}
END_TEST

int main(void)
{
    support_begin("test_hostile_changes");
    Suite *suite = suite_create("hostile_changes");
    TCase *tests = tcase_create("hostile_changes");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, hostile_begin, hostile_end);
    tcase_add_test(tests, fields_of_changes);
    tcase_add_test(tests, changes_out_of_order);
    tcase_add_test(tests, changes_that_are_made_up);
    tcase_add_test(tests, names_of_changes);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
