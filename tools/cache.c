/* Names the indexes that --cache keeps.
 *
 * A name has two numbers, of 64 bits each: one of all that an index depends on but the bytes of the
 * FASTA file, one of these. So an index is only found for the file that it was made of, whatever
 * its times say, and by the version that made it. The bytes take a few milliseconds for each ten
 * million residues. */
#include "cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 18 }; /* bytes of a file that are read at once; a multiple of 8 */

static const uint64_t FIRST = 0xcbf29ce484222325;

/* FNV's step over eight bytes; the shift lets high bits count in low ones. */
static uint64_t add_word(uint64_t digest, uint64_t word)
{
    digest = (digest ^ word) * 0x100000001b3;
    return digest ^ digest >> 32;
}

/* The last word is filled up with zeros: the length is added apart. */
static uint64_t add_bytes(uint64_t digest, const char *bytes, size_t count)
{
    uint64_t word;
    size_t at = 0;
    for (; at + sizeof word <= count; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        digest = add_word(digest, word);
    }
    word = 0;
    memcpy(&word, bytes + at, count - at);
    return add_word(digest, word);
}

static uint64_t add_text(uint64_t digest, const char *text)
{
    const size_t length = strlen(text);
    return add_word(add_bytes(digest, text, length), length);
}

/* Fills the block as far as the file goes. */
static ssize_t read_block(int descriptor, char *block)
{
    size_t filled = 0;
    while (filled < BLOCK) {
        const ssize_t got = read(descriptor, block + filled, BLOCK - filled);
        if (got == 0)
            break;
        if (got < 0 && errno != EINTR)
            return -1;
        filled += got > 0 ? (size_t)got : 0;
    }
    return (ssize_t)filled;
}

static bool digest_of(int descriptor, uint64_t *out)
{
    char *block = malloc(BLOCK);
    uint64_t digest = FIRST, size = 0;
    ssize_t got = block != NULL ? BLOCK : -1;
    while (got == BLOCK) {
        got = read_block(descriptor, block);
        if (got > 0)
            digest = add_bytes(digest, block, (size_t)got);
        size += got > 0 ? (uint64_t)got : 0;
    }
    free(block);
    *out = add_word(digest, size);
    return got >= 0;
}

static bool digest_file(const char *path, uint64_t *out)
{
    struct stat about;
    /* A pipe is not even opened: what is written to it meanwhile would be lost. */
    const bool plain = stat(path, &about) == 0 && S_ISREG(about.st_mode);
    const int descriptor = plain ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (descriptor < 0)
        return false;
    const bool good =
        fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && digest_of(descriptor, out);
    close(descriptor);
    return good;
}

/* ---- Folder and name ---- */

/* As the base directory specification of freedesktop.org has it: a path that is not absolute does
 * not count. The caller frees it. */
static char *cache_folder(void)
{
    const char *base = getenv("XDG_CACHE_HOME"), *below = "/mimicry";
    if (base == NULL || base[0] != '/') {
        base = getenv("HOME");
        below = "/.cache/mimicry";
    }
    if (base == NULL || base[0] != '/')
        return NULL;
    const size_t room = strlen(base) + strlen(below) + 1;
    char *folder = malloc(room);
    if (folder != NULL)
        snprintf(folder, room, "%s%s", base, below);
    return folder;
}

/* All but the bytes of the file. The name as it was given is part of an index, too. */
static uint64_t digest_conditions(const struct request *r, const char *fasta, const char *real)
{
    uint64_t digest = add_text(FIRST, mimicry_version());
    digest = add_text(digest, fasta);
    digest = add_text(digest, real);
    return add_word(digest, r->exclude_decoys != 0);
}

/* FOLDER/NAME-CONDITIONS-BYTES.mim; NAME is for people who look into the folder. */
static bool set_path(struct cache_entry *out, const char *folder, const char *real,
                     const uint64_t digests[2])
{
    const char *slash = strrchr(real, '/'), *name = slash != NULL ? slash + 1 : real;
    const size_t room = strlen(folder) + 160;
    out->path = malloc(room);
    if (out->path == NULL)
        return false;
    out->folder = strlen(folder);
    out->file =
        (size_t)snprintf(out->path, room, "%s/%.80s-%016" PRIx64 "-", folder, name, digests[0]);
    snprintf(out->path + out->file, room - out->file, "%016" PRIx64 ".mim", digests[1]);
    return true;
}

const char *cache_find(const struct request *r, const char *fasta, struct cache_entry *out)
{
    const char *problem = NULL;
    uint64_t digests[2] = {0};
    char *folder = cache_folder(), *real = realpath(fasta, NULL);
    *out = (struct cache_entry){NULL, 0, 0};
    if (folder == NULL)
        problem = "has no index in a cache: neither XDG_CACHE_HOME nor HOME names a folder";
    else if (real == NULL || !digest_file(fasta, &digests[1]))
        problem = "is no plain file, of which an index could be kept";
    else {
        digests[0] = digest_conditions(r, fasta, real);
        if (!set_path(out, folder, real, digests))
            problem = "has no index in the cache: not enough memory";
    }
    free(folder);
    free(real);
    return problem;
}

void cache_release(struct cache_entry *entry)
{
    free(entry->path);
    entry->path = NULL;
}

/* ---- What is in the folder ---- */

/* Makes the folders above as well; they are the user's own. */
bool cache_make_folder(const struct cache_entry *entry)
{
    char *path = strndup(entry->path, entry->folder);
    if (path == NULL)
        return false;
    for (size_t at = 1; at <= entry->folder; at++) {
        const char end = path[at];
        if (end != '/' && end != '\0')
            continue;
        path[at] = '\0';
        (void)mkdir(path, 0700); /* most are there; what counts is whether the last one is */
        path[at] = end;
    }
    const bool good = access(path, W_OK | X_OK) == 0;
    free(path);
    return good;
}

/* Whether it is an index of the same FASTA file, and not this one. */
static bool is_old(const struct cache_entry *entry, const char *name)
{
    const char *own = entry->path + entry->folder + 1;
    const size_t same = entry->file - entry->folder - 1;
    const size_t length = strlen(name);
    return strncmp(name, own, same) == 0 && strcmp(name, own) != 0 && length > 4 &&
           strcmp(name + length - 4, ".mim") == 0;
}

void cache_remove_old(const struct cache_entry *entry)
{
    char *folder = strndup(entry->path, entry->folder);
    DIR *listing = folder != NULL ? opendir(folder) : NULL;
    const struct dirent *one;
    while (listing != NULL && (one = readdir(listing)) != NULL) {
        if (is_old(entry, one->d_name))
            unlinkat(dirfd(listing), one->d_name, 0);
    }
    if (listing != NULL)
        closedir(listing);
    free(folder);
}
