/* Writes a file aside and renames it. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

enum { BUFFER = 1 << 18 };

/* ---- One file under two names ---- */

/* What tells a file from every other: itself, or, where there is none yet, its folder and its name
 * there. */
struct identity {
    bool known;
    dev_t device;
    ino_t number;
    const char *name; /* NULL: the file itself */
};

static struct identity identify(const char *path)
{
    struct stat about;
    if (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &about) == 0 : stat(path, &about) == 0)
        return (struct identity){S_ISREG(about.st_mode), about.st_dev, about.st_ino, NULL};
    const char *slash = strrchr(path, '/');
    char *folder = slash != NULL ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    const bool found = folder != NULL && stat(folder, &about) == 0;
    free(folder);
    return found ? (struct identity){true, about.st_dev, about.st_ino,
                                     slash != NULL ? slash + 1 : path}
                 : (struct identity){0};
}

static bool is_same(const struct identity *a, const struct identity *b)
{
    if (!a->known || !b->known || a->device != b->device || a->number != b->number)
        return false;
    return a->name == NULL ? b->name == NULL : b->name != NULL && strcmp(a->name, b->name) == 0;
}

static int check_input(const char *output, const char *input)
{
    const struct identity a = identify(output), b = identify(input);
    if (!is_same(&a, &b))
        return 0;
    report("%s: the output would replace the input %s", output, input);
    return EXIT_USAGE;
}

static const char *text_of(const struct request *request, const struct cli_option *option)
{
    return *(const char *const *)(const void *)((const char *)request + option->field);
}

/* Of the file that one option names. */
static int check_option(const struct request *r, const char *output,
                        const struct cli_option *option)
{
    const struct cli_words *words = (const void *)((const char *)r + option->field);
    int status = 0;
    if (option->kind == CLI_INPUT && text_of(r, option) != NULL)
        status = check_input(output, text_of(r, option));
    for (size_t i = 0; option->kind == CLI_INPUTS && status == 0 && i < words->count; i++)
        status = check_input(output, words->at[i]);
    return status;
}

int output_check(const struct request *r, const char *output)
{
    int status = 0;
    for (size_t i = 0; i < r->n_words && status == 0; i++)
        status = check_input(output, r->words[i]);
    for (size_t i = 0; i < cli_n_options && status == 0; i++) {
        if (cli_options[i].name != NULL && (cli_options[i].verbs & r->verb->bit) != 0)
            status = check_option(r, output, &cli_options[i]);
    }
    return status;
}

int outputs_check(const struct request *r)
{
    int status = r->output != NULL ? output_check(r, r->output) : 0;
    if (status == 0 && r->hits != NULL)
        status = output_check(r, r->hits);
    if (status != 0 || r->output == NULL || r->hits == NULL)
        return status;
    const struct identity a = identify(r->output), b = identify(r->hits);
    if (is_same(&a, &b))
        return report_usage(r->verb->name, "--hits and --output name one file: two were expected");
    return 0;
}

/* ---- Unfinished files ---- */

/* Names of temporary files, for a signal handler. Set once the file is there, and taken back before
 * the name is freed. */
static const char *volatile unfinished[2];
enum { N_UNFINISHED = sizeof unfinished / sizeof *unfinished };

static void remember(const char *temporary)
{
    size_t i = 0;
    while (i + 1 < N_UNFINISHED && unfinished[i] != NULL)
        i++;
    unfinished[i] = temporary;
}

static void forget(const char *temporary)
{
    for (size_t i = 0; i < N_UNFINISHED; i++) {
        if (unfinished[i] == temporary)
            unfinished[i] = NULL;
    }
}

void output_remove_unfinished(void)
{
    for (size_t i = 0; i < N_UNFINISHED; i++) {
        const char *temporary = unfinished[i];
        if (temporary != NULL)
            unlink(temporary);
    }
}

/* ---- Writing ---- */

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

char *output_resolve(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 && S_ISLNK(about.st_mode) ? realpath(path, NULL) : strdup(path);
}

static void release(struct output *out)
{
    forget(out->temporary);
    free(out->target);
    free(out->temporary);
    out->target = NULL;
    out->temporary = NULL;
}

static bool open_aside(struct output *out)
{
    int descriptor = -1;
    out->target = output_resolve(out->path);
    const size_t room = out->target != NULL ? strlen(out->target) + 64 : 0;
    out->temporary = out->target != NULL ? malloc(room) : NULL;
    for (int attempt = 0; out->temporary != NULL && attempt < 1000 && descriptor < 0; attempt++) {
        snprintf(out->temporary, room, "%s.partial-%ld-%d", out->target, (long)getpid(), attempt);
        descriptor = open(out->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor < 0 && errno != EEXIST)
            break;
    }
    if (descriptor >= 0 && (out->stream = fdopen(descriptor, "w")) != NULL) {
        remember(out->temporary);
        return true;
    }
    cannot_write(out);
    if (descriptor >= 0) {
        close(descriptor);
        unlink(out->temporary);
    }
    release(out);
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
        good = rename(out->temporary, out->target) == 0;
    if (keep && !good)
        cannot_write(out);
    if (!good && out->temporary != NULL)
        unlink(out->temporary);
    if (!keep && out->temporary != NULL)
        fclose(out->stream);
    release(out);
    return good || !keep;
}

bool output_close(struct output *out, bool keep)
{
    /* What is not kept is not flushed either: standard output may be a pipe that nobody reads. */
    return settle(out, keep, keep && finish_stream(out));
}

int output_flush(void)
{
    struct output out = {.stream = stdout};
    return output_close(&out, true) ? EXIT_DONE : EXIT_FAILED;
}

bool output_close_both(struct output *a, struct output *b, bool keep)
{
    /* Both are whole before either has its name. */
    const bool good_a = keep && finish_stream(a), good_b = keep && finish_stream(b);
    if (good_a != good_b) {
        struct output *whole = good_a ? a : b;
        if (whole->temporary != NULL)
            unlink(whole->temporary);
        release(whole);
        settle(good_a ? b : a, true, false);
        return false;
    }
    const bool settled_b = settle(b, keep, good_b);
    return settle(a, keep, good_a) && settled_b;
}
