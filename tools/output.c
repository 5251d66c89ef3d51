/* Writes a file aside and renames it. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 1 << 18 };

static const char *name_of(const struct output *out)
{
    return out->path != NULL ? out->path : "standard output";
}

static bool cannot_write(const struct output *out)
{
    report("%s: cannot write: %s", name_of(out), strerror(errno));
    return false;
}

/* A device or a pipe is written to as it is: a rename would replace it. */
static bool is_special(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

static bool open_aside(struct output *out)
{
    const size_t room = strlen(out->path) + 64;
    int descriptor = -1;
    out->temporary = malloc(room);
    if (out->temporary == NULL)
        return cannot_write(out);
    for (int attempt = 0; attempt < 1000 && descriptor < 0; attempt++) {
        snprintf(out->temporary, room, "%s.partial-%ld-%d", out->path, (long)getpid(), attempt);
        descriptor = open(out->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor < 0 && errno != EEXIST)
            break;
    }
    if (descriptor >= 0)
        out->stream = fdopen(descriptor, "w");
    if (out->stream != NULL)
        return true;
    cannot_write(out);
    free(out->temporary);
    return false;
}

bool output_open(struct output *out, const char *opt_path)
{
    *out = (struct output){.path = opt_path};
    if (opt_path == NULL)
        out->stream = stdout;
    else if (!is_special(opt_path))
        return open_aside(out);
    else if ((out->stream = fopen(opt_path, "w")) == NULL)
        return cannot_write(out);
    setvbuf(out->stream, NULL, _IOFBF, BUFFER);
    return true;
}

bool output_good(const struct output *out)
{
    return !ferror(out->stream);
}

static bool finish_stream(struct output *out)
{
    bool good = fflush(out->stream) == 0 && !ferror(out->stream);
    if (good && out->temporary != NULL && fsync(fileno(out->stream)) != 0)
        good = false;
    const int number = errno;
    if (out->stream != stdout && fclose(out->stream) != 0 && good)
        return false;
    errno = number;
    return good;
}

/* Under its name at last, or gone. */
static bool settle(struct output *out, bool keep, bool good)
{
    if (good && out->temporary != NULL)
        good = rename(out->temporary, out->path) == 0;
    if (keep && !good)
        cannot_write(out);
    if (!good && out->temporary != NULL)
        unlink(out->temporary);
    if (!keep && out->temporary != NULL)
        fclose(out->stream);
    free(out->temporary);
    return good || !keep;
}

bool output_close(struct output *out, bool keep)
{
    /* What is not kept is not flushed either: standard output may be a pipe that nobody reads. */
    return settle(out, keep, keep && finish_stream(out));
}

int output_finish(struct output *out, mimicry_status status, const mimicry_error *error)
{
    const bool stopped = status == MIMICRY_E_CANCELLED && !output_good(out);
    const bool written = output_close(out, status == MIMICRY_OK || stopped);
    if (was_interrupted())
        return EXIT_FAILED;
    if (status != MIMICRY_OK && !stopped)
        return report_error(error);
    return written ? EXIT_DONE : EXIT_FAILED;
}

bool output_close_both(struct output *a, struct output *b, bool keep)
{
    /* Both are whole before either has its name. */
    const bool good_a = keep && finish_stream(a), good_b = keep && finish_stream(b);
    if (good_a != good_b) {
        struct output *whole = good_a ? a : b;
        if (whole->temporary != NULL)
            unlink(whole->temporary);
        free(whole->temporary);
        settle(good_a ? b : a, true, false);
        return false;
    }
    const bool settled_b = settle(b, keep, good_b);
    return settle(a, keep, good_a) && settled_b;
}
