/* Files that are written under another name first, and are gone if a signal ends the process. */
#ifndef ASIDE_H
#define ASIDE_H

#include <signal.h>

/* As mim_aside_create. From then on the file is removed if a signal ends the process, until it is
 * forgotten. There are at most two. */
int aside_create(const char *path, char **out_name);

/* Frees the name of a file that has been removed or renamed, with the signals held. */
void aside_forget(char *name);

/* Removes the files that are being written. A signal handler may call it. */
void aside_remove_all(void);

/* Holds the signals that would end the process, and lets them come again. */
void aside_hold(sigset_t *before);
void aside_let(const sigset_t *before);

#endif
