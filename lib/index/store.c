/* Maps an index file, and checks one. */
#include "index/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/byte_order.h"
#include "base/file.h"
#include "base/memory.h"
#include "index/changes.h"
#include "index/layout.h"
#include "index/suffix.h"
#include "index/turn.h"

mimicry_status mim_index_open(const char *path, bool check_bytes, struct mimicry_index **out,
                              mimicry_error *error)
{
    *out = NULL;
    struct mimicry_index *index = mim_alloc_zeroed(1, sizeof *index);
    if (index == NULL)
        return mim_fail_memory(error);
    mimicry_status status = mim_map_open(path, &index->map, error);
    if (status == MIMICRY_OK && check_bytes)
        status = mim_layout_check_bytes(&index->map, path, error);
    if (status == MIMICRY_OK)
        status = mim_layout_read(&index->map, path, index, error);
    if (status == MIMICRY_OK)
        status = mim_index_set_blocks(index, error);
    if (status == MIMICRY_OK)
        status = mim_changes_set(index, error);
    if (status != MIMICRY_OK) {
        free(index->blocks);
        mim_map_close(&index->map);
        free(index);
        return status;
    }
    *out = index;
    return MIMICRY_OK;
}

static mimicry_status check_text(const struct mimicry_index *index, const char *path,
                                 mimicry_error *error)
{
    uint64_t counts[MIM_CODES] = {0};
    for (uint64_t i = 0; i < index->text_length; i++) {
        if (index->text[i] > MIM_SEPARATOR)
            return mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: the text has what is no residue",
                            path);
        counts[index->text[i]]++;
    }
    if (memcmp(counts, index->counts, sizeof counts) != 0)
        return mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: the residue counts are wrong", path);
    return MIMICRY_OK;
}

/* Each record ends with a separator, of which the text has so many, and has three or four names,
 * which fill what is theirs. */
static bool names_fill(const struct mimicry_index *index, uint64_t record)
{
    const char *names[3];
    if (!mim_index_names(index, record, names))
        return false;
    const char *transcript = mim_index_transcript(index, record),
               *last = *transcript != '\0' ? transcript : names[2];
    return last + strlen(last) + 1 == index->names + index->name_offsets[record + 1];
}

static mimicry_status check_records(const struct mimicry_index *index, const char *path,
                                    mimicry_error *error)
{
    for (uint64_t r = 0; r < index->records; r++) {
        if (index->text[index->starts[r + 1] - 1] != MIM_SEPARATOR || !names_fill(index, r))
            return mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: record %llu is damaged", path,
                            (unsigned long long)r);
    }
    return MIMICRY_OK;
}

/* The names of the sources follow each other. */
static mimicry_status check_sources(const struct mimicry_index *index, const char *path,
                                    mimicry_error *error)
{
    uint64_t end = 0;
    for (uint64_t i = 0; i < index->n_sources; i++) {
        if (index->sources[i].name != end)
            break;
        end += strlen(index->source_names + end) + 1;
    }
    if (end != index->source_names_size)
        return mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: the source names are damaged", path);
    return MIMICRY_OK;
}

/* The names of changes follow each other, in the order in which changes have them, or again have
 * one; the others have the empty one that comes first. */
static mimicry_status check_changes(const struct mimicry_index *index, const char *path,
                                    mimicry_error *error)
{
    uint64_t end = index->n_changes > 0 ? 1 : 0;
    bool good = end == 0 || index->change_names[0] == '\0';
    for (uint64_t i = 0; i < index->n_changes && good; i++) {
        const struct mim_index_change *c = &index->changes[i];
        const bool is_new = c->name == end && c->group == 0;
        good = is_new || (c->group == 0) == (c->name != 0);
        good = good && c->name <= end && (c->name == 0 || index->change_names[c->name - 1] == '\0');
        end += is_new ? strlen(index->change_names + end) + 1 : 0;
    }
    if (!good || end != index->change_names_size)
        return mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: the names of changes are damaged", path);
    return MIMICRY_OK;
}

mimicry_status mim_index_check(const struct mimicry_index *index, const char *path,
                               mimicry_error *error)
{
    mimicry_status status = check_text(index, path, error);
    if (status == MIMICRY_OK)
        status = check_records(index, path, error);
    if (status == MIMICRY_OK)
        status = check_sources(index, path, error);
    if (status == MIMICRY_OK)
        status = check_changes(index, path, error);
    return status == MIMICRY_OK ? mim_suffix_check(index, path, error) : status;
}

mimicry_status mim_index_verify(const char *path, mimicry_error *error)
{
    struct mimicry_index *index;
    mimicry_status status = mim_index_open(path, true, &index, error);
    if (status != MIMICRY_OK)
        return status;
    status = mim_index_check(index, path, error);
    mim_index_free(index);
    return status;
}

mimicry_status mim_index_recognise(const char *path, bool *out, mimicry_error *error)
{
    uint8_t start[sizeof mim_magic];
    struct stat about;
    *out = false;
    /* An index is a regular file; what is read from a pipe would be lost to the next reader. */
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode))
        return MIMICRY_OK;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return mim_fail_system(error, path, "open");
    const ptrdiff_t got = mim_read(descriptor, start, sizeof start);
    if (got < 0) {
        const mimicry_status status = mim_fail_system(error, path, "read");
        close(descriptor);
        return status;
    }
    close(descriptor);
    *out = got == (ptrdiff_t)sizeof start && memcmp(start, mim_magic, sizeof start) == 0;
    return MIMICRY_OK;
}
