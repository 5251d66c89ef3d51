/* A file beside another, under which that is written until it is whole. Whoever writes one holds
 * its lock: one that nobody holds was left behind by a process that was killed, and is removed.
 * The command, which sees nothing else of the library's inside, is built with this file too.
 *
 * Only who holds the lock of a file removes or renames it. So a name that leads to a file whose
 * lock is held leads there until it is given up. */
#define _DEFAULT_SOURCE /* flock, which macOS has with the next */
#define _DARWIN_C_SOURCE
#include "base/aside.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
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

static size_t room_for(const char *path)
{
    return strlen(path) + sizeof ".partial-" + 16;
}

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

int mim_aside_create(const char *path, char **out_name)
{
    const size_t room = room_for(path);
    char *name = malloc(room);
    *out_name = NULL;
    if (name == NULL) {
        errno = ENOMEM;
        return -1;
    }
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

char *mim_aside_old_name(const char *path)
{
    const size_t room = room_for(path);
    char *name = malloc(room);
    if (name == NULL)
        return NULL;
    set_name(name, room, path, OLD);
    remove_if_left(name);
    return name;
}

void mim_aside_sync_folder(const char *path)
{
    char *copy = strdup(path);
    if (copy == NULL)
        return;
    const int folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        (void)fsync(folder);
        close(folder);
    }
    free(copy);
}
