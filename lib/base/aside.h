/* Files that are written under another name first. */
#ifndef MIM_BASE_ASIDE_H
#define MIM_BASE_ASIDE_H

/* Makes `path`.partial-N, in the same folder, so that a rename is atomic, and removes those that
 * killed processes left there. The file is locked for as long as any copy of the descriptor is
 * open, which has to be until it is renamed. The caller frees *out_name. -1, with errno, on
 * failure. */
int mim_aside_create(const char *path, char **out_name);

/* A free name for what `path` leads to, while that is replaced; the caller frees it. Whoever writes
 * the file next removes what is left under it. NULL: no memory. */
char *mim_aside_old_name(const char *path);

/* Makes a rename to `path` durable. Some file systems refuse to sync a folder: not a failure. */
void mim_aside_sync_folder(const char *path);

#endif
