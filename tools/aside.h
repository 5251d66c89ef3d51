/* Files that are written under another name first, and are gone if a signal ends the process. */
#ifndef ASIDE_H
#define ASIDE_H

#include <signal.h>

/* Makes `path`.partial-N, in the same folder, so that a rename is atomic, and removes those that
 * killed processes left there. The file is locked for as long as any copy of the descriptor is
 * open, which has to be until it is renamed. From then on it is removed if a signal ends the
 * process, until it is forgotten. -1, with errno, on failure. There are at most two. */
int aside_create(const char *path, char **out_name);

/* Frees the name of a file that has been removed or renamed, with the signals held. */
void aside_forget(char *name);

/* A free name for what `path` leads to, while that is replaced; the caller frees it. A later run
 * removes what is left under it. NULL: no memory. */
char *aside_old_name(const char *path);

/* Removes the files that are being written. A signal handler may call it. */
void aside_remove_all(void);

/* Holds the signals that would end the process, and lets them come again. */
void aside_hold(sigset_t *before);
void aside_let(const sigset_t *before);

#endif
