/* Reads the table of organ systems. Tables of expression spell tissues in many ways, `Heart - Left
 * Ventricle`, `Heart_Left_Ventricle`: so letters and digits alone tell them apart, in any case, and
 * where there is anything else between them. */
#include "annotate/organs.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "io/columns.h"
#include "model/embedded.h"
#include "io/named_rows.h"

struct tissue {
    size_t system;
    bool vital;
};

struct mim_organs {
    struct mim_names tissues; /* as spell() writes them */
    struct mim_names systems;
    struct tissue *of; /* by tissue */
    size_t room;
};

enum { LONGEST_TISSUE = 255 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80; /* a part of one, in UTF-8 */
}

/* Words with one blank between them; returns the length, 0 if it has none or is too long. */
static size_t spell(const char *name, char out[LONGEST_TISSUE + 1])
{
    size_t length = 0;
    for (; *name != '\0'; name++) {
        const bool blank = !is_letter(*name);
        if (blank && (length == 0 || out[length - 1] == ' '))
            continue;
        if (length == LONGEST_TISSUE)
            return 0;
        out[length++] = blank ? ' ' : *name;
    }
    if (length > 0 && out[length - 1] == ' ')
        length--;
    out[length] = '\0';
    return length;
}

void mim_organs_free(struct mim_organs *o)
{
    if (o == NULL)
        return;
    mim_names_free(&o->tissues);
    mim_names_free(&o->systems);
    free(o->of);
    free(o);
}

struct columns {
    long tissue, organ, vital;
};

static mimicry_status find_columns(const struct mim_rows *rows, struct columns *at,
                                   mimicry_error *error)
{
    static const char *const tissue[] = {"tissue", NULL}, *const organ[] = {"organ", NULL},
                             *const vital[] = {"vital", NULL};
    mimicry_status status = mim_rows_find(rows, tissue, &at->tissue, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(rows, organ, &at->organ, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(rows, vital, &at->vital, error);
    if (status != MIMICRY_OK)
        return status;
    if (at->tissue < 0 || at->organ < 0 || at->vital < 0)
        return mim_rows_fail(rows, error, "the columns tissue, organ and vital were expected");
    return MIMICRY_OK;
}

static mimicry_status take_row(struct mim_organs *o, const struct mim_rows *rows,
                               const struct columns *at, mimicry_error *error)
{
    char name[LONGEST_TISSUE + 1];
    struct tissue new = {0};
    size_t number;
    const size_t length = spell(rows->table.cells.at[at->tissue], name), before = o->tissues.count;
    const char *organ = rows->table.cells.at[at->organ], *vital = rows->table.cells.at[at->vital];
    size_t organ_length = strlen(organ);
    mim_trim(&organ, &organ_length);
    if (length == 0)
        return mim_rows_bad_cell(rows, (size_t)at->tissue, "a tissue", error);
    if (organ_length == 0)
        return mim_rows_bad_cell(rows, (size_t)at->organ, "an organ system", error);
    new.vital = mim_column_is(vital, "yes");
    if (!new.vital && !mim_column_is(vital, "no"))
        return mim_rows_bad_cell(rows, (size_t)at->vital, "yes or no", error);
    if (!mim_names_add(&o->tissues, name, length, &number) ||
        !mim_names_add(&o->systems, organ, organ_length, &new.system))
        return mim_fail_memory(error);
    if (number < before)
        return mim_rows_bad_cell(rows, (size_t)at->tissue, "another tissue than those before it",
                                 error);
    struct tissue *of = mim_grow(o->of, &o->room, number + 1, sizeof *of);
    if (of == NULL)
        return mim_fail_memory(error);
    o->of = of;
    of[number] = new;
    return MIMICRY_OK;
}

static mimicry_status read_rows(struct mim_organs *o, struct mim_rows *rows, mimicry_error *error)
{
    struct columns at;
    bool more;
    mimicry_status status = find_columns(rows, &at, error);
    while (status == MIMICRY_OK) {
        status = mim_rows_next(rows, &more, error);
        if (status != MIMICRY_OK || !more)
            break;
        status = take_row(o, rows, &at, error);
    }
    return status;
}

mimicry_status mim_organs_read(const char *opt_path, struct mim_organs **out, mimicry_error *error)
{
    struct mim_rows rows;
    *out = NULL;
    mimicry_status status = opt_path != NULL
                                ? mim_rows_open(opt_path, &rows, error)
                                : mim_rows_from_memory(mim_organs_table.name, mim_organs_table.data,
                                                       mim_organs_table.size, &rows, error);
    if (status != MIMICRY_OK)
        return status;
    struct mim_organs *o = mim_alloc_zeroed(1, sizeof *o);
    status = o == NULL ? mim_fail_memory(error) : read_rows(o, &rows, error);
    if (status == MIMICRY_OK)
        *out = o;
    else
        mim_organs_free(o);
    mim_rows_close(&rows);
    return status;
}

static const struct tissue *find(const struct mim_organs *o, const char *tissue)
{
    char name[LONGEST_TISSUE + 1];
    const size_t length = spell(tissue, name);
    const size_t number = length == 0 ? MIM_NO_NAME : mim_names_find(&o->tissues, name, length);
    return number == MIM_NO_NAME ? NULL : &o->of[number];
}

const char *mim_organs_system(const struct mim_organs *o, const char *tissue)
{
    const struct tissue *found = find(o, tissue);
    return found == NULL ? NULL : mim_names_at(&o->systems, found->system);
}

bool mim_organs_is_vital(const struct mim_organs *o, const char *tissue)
{
    const struct tissue *found = find(o, tissue);
    return found != NULL && found->vital;
}

bool mim_organs_may_be_vital(const struct mim_organs *o, const char *tissue)
{
    const struct tissue *found = find(o, tissue);
    return found == NULL || found->vital;
}
