/* A file beside another, under which that is written until it is whole. Whoever writes one holds
 * its lock: one that nobody holds was left behind by a process that was killed, and is removed. The
 * library does the same for what it saves (lib/base/aside.c), under the same names.
 *
 * Only who holds the lock of a file removes or renames it. So a name that leads to a file whose
 * lock is held leads there until it is given up. */
#define _DEFAULT_SOURCE /* flock, which macOS has with the next */
#define _DARWIN_C_SOURCE
#include "aside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_NAMES = 64 }; /* processes that write the same file at the same time */

static bool leads_to(const char *name, int descriptor)
{
    struct stat a, b;
    return lstat(name, &a) == 0 && fstat(descriptor, &b) == 0 && S_ISREG(b.st_mode) &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static void remove_if_left(const char *name)
{
    const int descriptor = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return;
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0 && leads_to(name, descriptor))
        unlink(name);
    close(descriptor);
}

/* The descriptor, or -1 with errno. */
static int create(const char *name)
{
    const int descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return -1;
    /* Where files cannot be locked, nothing is removed either. */
    const bool taken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!taken && leads_to(name, descriptor))
        return descriptor;
    close(descriptor);
    errno = EEXIST;
    return -1;
}

enum { OLD = -1 }; /* the number of what is replaced, in case that this is taken back */

static void set_name(char *name, size_t room, const char *path, int number)
{
    if (number == OLD)
        snprintf(name, room, "%s.partial-old", path);
    else
        snprintf(name, room, "%s.partial-%d", path, number);
}

/* The descriptor, or -1 with errno. All names are looked at, since the first may be free already.
 */
static int create_first(const char *path, char *name, size_t room)
{
    int descriptor = -1;
    for (int i = OLD; i < MOST_NAMES; i++) {
        set_name(name, room, path, i);
        remove_if_left(name);
    }
    for (int i = 0; i < MOST_NAMES && descriptor < 0; i++) {
        set_name(name, room, path, i);
        descriptor = create(name);
        if (descriptor < 0 && errno != EEXIST)
            break;
    }
    return descriptor;
}

static size_t room_for(const char *path)
{
    return strlen(path) + sizeof ".partial-" + 16;
}

char *aside_old_name(const char *path)
{
    const size_t room = room_for(path);
    char *name = malloc(room);
    if (name == NULL)
        return NULL;
    set_name(name, room, path, OLD);
    remove_if_left(name);
    return name;
}

static int create_named(const char *path, char **out_name)
{
    const size_t room = room_for(path);
    char *name = malloc(room);
    *out_name = NULL;
    if (name == NULL)
        return -1;
    const int descriptor = create_first(path, name, room);
    if (descriptor >= 0) {
        *out_name = name;
        return descriptor;
    }
    const int number = errno;
    free(name);
    errno = number;
    return -1;
}

/* ---- Signals that end the process ---- */

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
    const int descriptor = create_named(path, out_name);
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
