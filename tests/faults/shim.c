/* Stands between the command and the system, and lets one call go wrong. Preloaded (LD_PRELOAD);
 * or, compiled with FAULTS_WRAP, linked with --wrap, where a sanitizer has the allocator.
 *
 *     FAULTS_CALL=read FAULTS_AT=3 FAULTS_HOW=fail    the third call of read fails
 *     FAULTS_COUNT=FILE                               how many calls there were, written at the end
 *
 * FAULTS_CALL is one of the names below, or `alloc` for any allocation. FAULTS_HOW: fail; short
 * (half of what was asked for is read or written); interrupt (EINTR); kill, term (the process gets
 * that signal before the call). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

static struct {
    bool on;
    bool alloc; /* any allocation */
    const char *call, *how;
    long at; /* from 1 */
    atomic_long count;
} faults;

/* The command has ended: what libraries do then, such as writing counts of coverage, goes well. */
__attribute__((destructor)) static void end(void)
{
    char text[32];
    const char *path = getenv("FAULTS_COUNT");
    if (!faults.on)
        return;
    faults.on = false;
    FILE *file = path != NULL ? fopen(path, "w") : NULL;
    if (file == NULL)
        return;
    snprintf(text, sizeof text, "%ld\n", atomic_load(&faults.count));
    fputs(text, file);
    fclose(file);
}

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAULTS_AT");
    faults.call = getenv("FAULTS_CALL");
    faults.how = getenv("FAULTS_HOW");
    if (faults.call == NULL)
        return;
    if (faults.how == NULL)
        faults.how = "fail";
    faults.at = at != NULL ? atol(at) : 0;
    faults.alloc = strcmp(faults.call, "alloc") == 0;
    faults.on = true;
}

enum fault { NONE, FAIL, SHORT, INTERRUPT };

/* What is to happen to this call. */
static enum fault next(const char *call, bool is_alloc)
{
    if (!faults.on || (is_alloc ? !faults.alloc : faults.alloc || strcmp(call, faults.call) != 0))
        return NONE;
    if (atomic_fetch_add(&faults.count, 1) + 1 != faults.at)
        return NONE;
    if (strcmp(faults.how, "kill") == 0)
        raise(SIGKILL);
    if (strcmp(faults.how, "term") == 0) {
        raise(SIGTERM);
        return NONE;
    }
    return strcmp(faults.how, "short") == 0       ? SHORT
           : strcmp(faults.how, "interrupt") == 0 ? INTERRUPT
                                                  : FAIL;
}

static bool fails(const char *call, int number)
{
    if (next(call, false) == NONE)
        return false;
    errno = number;
    return true;
}

static bool no_memory(void)
{
    if (next("", true) == NONE)
        return false;
    errno = ENOMEM;
    return true;
}

/* DECLARE(type, name, (parameters)): the real function, as REAL(name). */
#ifdef FAULTS_WRAP
#define NAME(name) __wrap_##name
#define REAL(name) __real_##name
#define DECLARE(type, name, parameters)                                                            \
    type __real_##name parameters;                                                                 \
    type __wrap_##name parameters;
#define FIND(type, name, parameters)
#else
#define NAME(name) name
#define REAL(name) real_##name
#define DECLARE(type, name, parameters)
#define FIND(type, name, parameters)                                                               \
    static type(*real_##name) parameters;                                                          \
    if (real_##name == NULL)                                                                       \
        *(void **)&real_##name = dlsym(RTLD_NEXT, #name);
/* dlsym allocates: these have to be at hand before. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
#define real_malloc        __libc_malloc
#define real_calloc        __libc_calloc
#define real_realloc       __libc_realloc
#define real_aligned_alloc __libc_memalign
#endif

/* ---- Memory ---- */

DECLARE(void *, malloc, (size_t))
DECLARE(void *, calloc, (size_t, size_t))
DECLARE(void *, realloc, (void *, size_t))
DECLARE(void *, aligned_alloc, (size_t, size_t))
DECLARE(char *, strdup, (const char *))
DECLARE(char *, strndup, (const char *, size_t))

void *NAME(malloc)(size_t size)
{
    return no_memory() ? NULL : REAL(malloc)(size);
}

void *NAME(calloc)(size_t count, size_t size)
{
    return no_memory() ? NULL : REAL(calloc)(count, size);
}

void *NAME(realloc)(void *old, size_t size)
{
    return no_memory() ? NULL : REAL(realloc)(old, size);
}

void *NAME(aligned_alloc)(size_t alignment, size_t size)
{
    return no_memory() ? NULL : REAL(aligned_alloc)(alignment, size);
}

/* As the C library does, by an allocation of ours. */
char *NAME(strndup)(const char *text, size_t most)
{
    const size_t length = strnlen(text, most);
    char *copy = NAME(malloc)(length + 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *NAME(strdup)(const char *text)
{
    return NAME(strndup)(text, strlen(text));
}

/* ---- Files ---- */

DECLARE(int, open, (const char *, int, ...))
DECLARE(int, open64, (const char *, int, ...))
DECLARE(ssize_t, read, (int, void *, size_t))
DECLARE(ssize_t, write, (int, const void *, size_t))
DECLARE(int, close, (int))
DECLARE(int, dup, (int))
DECLARE(int, fsync, (int))
DECLARE(int, rename, (const char *, const char *))
DECLARE(int, link, (const char *, const char *))
DECLARE(int, unlink, (const char *))
DECLARE(int, flock, (int, int))
DECLARE(FILE *, fdopen, (int, const char *))
DECLARE(int, fflush, (FILE *))
DECLARE(int, fclose, (FILE *))
DECLARE(void *, mmap, (void *, size_t, int, int, int, off_t))
DECLARE(void *, mmap64, (void *, size_t, int, int, int, off_t))
DECLARE(int, pthread_create, (pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))

#define OPEN(name)                                                                                 \
    int NAME(name)(const char *path, int flags, ...)                                               \
    {                                                                                              \
        FIND(int, name, (const char *, int, ...))                                                  \
        va_list arguments;                                                                         \
        va_start(arguments, flags);                                                                \
        const int mode = (flags & O_CREAT) != 0 ? va_arg(arguments, int) : 0;                      \
        va_end(arguments);                                                                         \
        return fails("open", EMFILE) ? -1 : REAL(name)(path, flags, mode);                         \
    }
OPEN(open)
OPEN(open64)

ssize_t NAME(read)(int descriptor, void *to, size_t size)
{
    FIND(ssize_t, read, (int, void *, size_t))
    const enum fault fault = next("read", false);
    if (fault == FAIL || fault == INTERRUPT) {
        errno = fault == FAIL ? EIO : EINTR;
        return -1;
    }
    return REAL(read)(descriptor, to, fault == SHORT && size > 1 ? size / 2 : size);
}

ssize_t NAME(write)(int descriptor, const void *from, size_t size)
{
    FIND(ssize_t, write, (int, const void *, size_t))
    const enum fault fault = next("write", false);
    if (fault == FAIL || fault == INTERRUPT) {
        errno = fault == FAIL ? ENOSPC : EINTR;
        return -1;
    }
    return REAL(write)(descriptor, from, fault == SHORT && size > 1 ? size / 2 : size);
}

int NAME(close)(int descriptor)
{
    FIND(int, close, (int))
    const bool bad = fails("close", EIO);
    const int result = REAL(close)(descriptor);
    if (bad)
        errno = EIO;
    return bad ? -1 : result;
}

int NAME(dup)(int descriptor)
{
    FIND(int, dup, (int))
    return fails("dup", EMFILE) ? -1 : REAL(dup)(descriptor);
}

int NAME(fsync)(int descriptor)
{
    FIND(int, fsync, (int))
    return fails("fsync", EIO) ? -1 : REAL(fsync)(descriptor);
}

int NAME(rename)(const char *from, const char *to)
{
    FIND(int, rename, (const char *, const char *))
    return fails("rename", EACCES) ? -1 : REAL(rename)(from, to);
}

int NAME(link)(const char *from, const char *to)
{
    FIND(int, link, (const char *, const char *))
    return fails("link", EPERM) ? -1 : REAL(link)(from, to);
}

int NAME(unlink)(const char *path)
{
    FIND(int, unlink, (const char *))
    return fails("unlink", EIO) ? -1 : REAL(unlink)(path);
}

int NAME(flock)(int descriptor, int what)
{
    FIND(int, flock, (int, int))
    return fails("flock", ENOLCK) ? -1 : REAL(flock)(descriptor, what);
}

FILE *NAME(fdopen)(int descriptor, const char *mode)
{
    FIND(FILE *, fdopen, (int, const char *))
    return fails("fdopen", ENOMEM) ? NULL : REAL(fdopen)(descriptor, mode);
}

/* What the stream holds goes out, or the process could not be told from one that went well. */
int NAME(fflush)(FILE *stream)
{
    FIND(int, fflush, (FILE *))
    const bool bad = fails("fflush", ENOSPC);
    const int result = REAL(fflush)(stream);
    if (bad)
        errno = ENOSPC;
    return bad ? EOF : result;
}

int NAME(fclose)(FILE *stream)
{
    FIND(int, fclose, (FILE *))
    const bool bad = fails("fclose", EIO);
    const int result = REAL(fclose)(stream);
    if (bad)
        errno = EIO;
    return bad ? EOF : result;
}

#define MMAP(name)                                                                                 \
    void *NAME(name)(void *at, size_t size, int how, int flags, int descriptor, off_t offset)      \
    {                                                                                              \
        FIND(void *, name, (void *, size_t, int, int, int, off_t))                                 \
        if (descriptor >= 0 && fails("mmap", ENOMEM))                                              \
            return MAP_FAILED;                                                                     \
        return REAL(name)(at, size, how, flags, descriptor, offset);                               \
    }
MMAP(mmap)
MMAP(mmap64)

int NAME(pthread_create)(pthread_t *thread, const pthread_attr_t *attributes,
                         void *(*start)(void *), void *data)
{
    FIND(int, pthread_create, (pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))
    if (fails("pthread_create", EAGAIN))
        return EAGAIN;
    return REAL(pthread_create)(thread, attributes, start, data);
}
