/* Opens what the word INDEX names: an index, or FASTA, which is indexed in memory, or of which an
 * index is kept. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cache.h"
#include "inputs.h"
#include "save_index.h"

/* A pipe can be read but once, so it is not looked at. */
static bool is_file(const char *path)
{
    struct stat about;
    return strcmp(path, "-") != 0 && (stat(path, &about) != 0 || S_ISREG(about.st_mode));
}

static mimicry_status open_index(struct inputs *in, const char *path, uint32_t more,
                                 mimicry_error *error)
{
    const uint32_t decoys = in->request->exclude_decoys ? MIMICRY_OPEN_EXCLUDE_DECOYS : 0;
    watch_map(path);
    const mimicry_status status = mimicry_index_open(path, decoys | more, &in->index, error);
    if (status == MIMICRY_OK)
        mimicry_index_notes(in->index, watch_note, &in->watch);
    return status;
}

static int build(struct inputs *in, const char *path)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_build_options options = {
        .size = sizeof options, .run = in->run, .exclude_decoys = in->request->exclude_decoys};
    if (mimicry_index_build(&path, 1, &options, &in->index, &error) != MIMICRY_OK)
        return report_status(&error);
    watch_begin_again(&in->watch);
    return 0;
}

static void hint(struct inputs *in, const char *about, const char *what)
{
    char line[640];
    snprintf(line, sizeof line, "%.450s %s", about, what);
    watch_hint(&in->watch, line);
}

/* ---- With a cache ---- */

/* Whether the index that is kept could be opened. All of its bytes are checked: nobody but this
 * looks after it. */
static bool open_kept(struct inputs *in, const struct cache_entry *entry)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_status status = open_index(in, entry->path, MIMICRY_OPEN_VERIFY, &error);
    if (status != MIMICRY_OK && error.system != ENOENT)
        hint(in, error.message, "(the index is made anew)");
    return status == MIMICRY_OK;
}

/* What cannot be kept is no failure of the search. */
static void keep(struct inputs *in, const char *path, const struct cache_entry *entry)
{
    struct cache_entry now;
    const bool found = cache_find(in->request, path, &now) == NULL;
    if (!found || strcmp(now.path, entry->path) != 0)
        hint(in, path, "changed while it was read: no index of it is kept");
    else if (!cache_make_folder(entry))
        hint(in, entry->path, "cannot be written: no index is kept");
    else if (save_index(in->index, entry->path) == EXIT_DONE)
        cache_remove_old(entry);
    else
        hint(in, path, "has no index in the cache, since that could not be written");
    if (found)
        cache_release(&now);
}

static int open_cached(struct inputs *in, const char *path)
{
    struct cache_entry entry;
    const char *problem = cache_find(in->request, path, &entry);
    if (problem != NULL) {
        hint(in, path, problem);
        return build(in, path);
    }
    int status = 0;
    if (!open_kept(in, &entry)) {
        status = build(in, path);
        if (status == 0)
            keep(in, path, &entry);
    }
    cache_release(&entry);
    return status;
}

/* ---- Either ---- */

/* A FASTA file so large that to index it anew is what a person waits for. */
static bool is_large(const char *path)
{
    enum { LARGE = 1 << 20 };
    struct stat about;
    return is_file(path) && stat(path, &about) == 0 && about.st_size >= LARGE;
}

static int open_fasta(struct inputs *in, const char *path)
{
    if (in->request->cache)
        return open_cached(in, path);
    if (is_large(path))
        hint(in, path,
             "is FASTA, which is indexed anew for each run: an index of it (mimicry index, or "
             "--cache) would be faster");
    return build(in, path);
}

int inputs_open_index(struct inputs *in, const char *path)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_status status =
        is_file(path) ? open_index(in, path, 0, &error) : MIMICRY_E_FORMAT;
    if (status == MIMICRY_OK)
        return 0;
    if (status == MIMICRY_E_FORMAT)
        return open_fasta(in, path);
    if (status == MIMICRY_E_IO && error.system == ENOENT && inputs_is_peptide(path))
        return report("%s: INDEX comes first, and a peptide is given as -e %s", error.message,
                      path);
    return report_status(&error);
}
