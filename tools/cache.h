/* The indexes that --cache keeps of FASTA files, in the user's cache folder. */
#ifndef CACHE_H
#define CACHE_H

#include "cli.h"

struct cache_entry {
    char *path;    /* of the index */
    size_t folder; /* bytes of `path` that are its folder, without the last slash */
    size_t file;   /* bytes of `path` that all indexes of this FASTA file begin with */
};

/* Where the index of a FASTA file is kept. NULL, or what is wrong, to be said after its name. All
 * bytes of the file are read for it. */
const char *cache_find(const struct request *request, const char *fasta, struct cache_entry *out);
void cache_release(struct cache_entry *entry);

bool cache_make_folder(const struct cache_entry *entry);

/* Removes the indexes of what the FASTA file was before. Whoever has one open keeps it. */
void cache_remove_old(const struct cache_entry *entry);

#endif
