/* Has the files that are being written removed if a signal ends the process. */
#include "aside.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/aside.h"

enum { MOST_FILES = 2 };

static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU, SIGXFSZ};
static char *volatile files[MOST_FILES]; /* to be removed; changed while the signals are held */

void aside_remove_all(void)
{
    for (int i = 0; i < MOST_FILES; i++) {
        if (files[i] != NULL)
            unlink(files[i]);
    }
}

/* Does only what a handler may. The signal is held until it returns, then ends the process. */
static void remove_and_end(int number)
{
    aside_remove_all();
    raise(number);
}

static void watch(void)
{
    struct sigaction action, before;
    memset(&action, 0, sizeof action);
    action.sa_handler = remove_and_end;
    action.sa_flags = (int)SA_RESETHAND;
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        /* Under nohup and the like a signal is ignored, and stays so. */
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
            sigaction(ending[i], &action, NULL);
    }
}

void aside_hold(sigset_t *before)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        sigaddset(&set, ending[i]);
    sigprocmask(SIG_BLOCK, &set, before);
}

void aside_let(const sigset_t *before)
{
    sigprocmask(SIG_SETMASK, before, NULL);
}

static void replace(char *old, char *new)
{
    for (int i = 0; i < MOST_FILES; i++) {
        if (files[i] == old) {
            files[i] = new;
            return;
        }
    }
}

int aside_create(const char *path, char **out_name)
{
    sigset_t before;
    watch();
    aside_hold(&before);
    const int descriptor = mim_aside_create(path, out_name);
    const int number = errno;
    if (descriptor >= 0)
        replace(NULL, *out_name);
    aside_let(&before);
    errno = number;
    return descriptor;
}

void aside_forget(char *name)
{
    replace(name, NULL);
    free(name);
}
