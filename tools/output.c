/* Writes a file aside and renames it. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aside.h"
#include "base/aside.h"
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

static struct identity identify_open(int descriptor)
{
    struct stat about;
    return fstat(descriptor, &about) == 0
               ? (struct identity){S_ISREG(about.st_mode), about.st_dev, about.st_ino, NULL}
               : (struct identity){0};
}

static struct identity identify(const char *path)
{
    struct stat about;
    if (strcmp(path, "-") == 0)
        return identify_open(STDIN_FILENO);
    if (stat(path, &about) == 0)
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

/* An output, as it is called in messages. */
struct named {
    const char *name;
    struct identity file;
};

static int check_input(const struct named *output, const char *input)
{
    const struct identity file = identify(input);
    if (!is_same(&output->file, &file))
        return 0;
    report("%s: the output would replace the input %s", output->name, input);
    return EXIT_USAGE;
}

static const char *text_of(const struct request *request, const struct cli_option *option)
{
    return *(const char *const *)(const void *)((const char *)request + option->field);
}

/* Of the file that one option names. */
static int check_option(const struct request *r, const struct named *output,
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

static int check_inputs(const struct request *r, const struct named *output)
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

int output_check(const struct request *r, const char *output)
{
    const struct named file = {output, identify(output)};
    return check_inputs(r, &file);
}

int outputs_check(const struct request *r)
{
    const struct named rows = {r->output != NULL ? r->output : "standard output",
                               r->output != NULL ? identify(r->output)
                                                 : identify_open(STDOUT_FILENO)};
    int status = check_inputs(r, &rows);
    if (status != 0 || r->hits == NULL)
        return status;
    const struct named hits = {r->hits, identify(r->hits)};
    if (is_same(&rows.file, &hits.file))
        return report_usage(r->verb->name, "--hits %s and %s are one file: two were expected",
                            r->hits, rows.name);
    return check_inputs(r, &hits);
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

/* Frees what belongs to an output that is under its name or gone. */
static void release(struct output *out)
{
    free(out->target);
    if (out->temporary != NULL)
        aside_forget(out->temporary);
    if (out->lock >= 0)
        close(out->lock);
    out->target = NULL;
    out->temporary = NULL;
    out->lock = -1;
}

static void discard(struct output *out)
{
    if (out->temporary != NULL)
        unlink(out->temporary);
    release(out);
}

static bool open_aside(struct output *out)
{
    sigset_t before;
    int descriptor = -1;
    out->target = output_resolve(out->path);
    if (out->target != NULL)
        descriptor = aside_create(out->target, &out->temporary);
    if (descriptor >= 0 && (out->lock = dup(descriptor)) >= 0)
        out->stream = fdopen(descriptor, "w");
    if (out->stream != NULL)
        return true;
    cannot_write(out);
    if (descriptor >= 0)
        close(descriptor);
    aside_hold(&before);
    discard(out);
    aside_let(&before);
    return false;
}

bool output_open(struct output *out, const char *opt_path)
{
    *out = (struct output){.path = opt_path, .lock = -1};
    if (opt_path == NULL)
        out->stream = stdout;
    else if (!is_special(opt_path) && !open_aside(out))
        return false;
    else if (out->temporary == NULL && (out->stream = fopen(opt_path, "w")) == NULL)
        return cannot_write(out);
    setvbuf(out->stream, NULL, _IOFBF, BUFFER);
    return true;
}

bool output_good(const struct output *out)
{
    return !ferror(out->stream);
}

/* Hands all on to the system. */
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

/* What is not kept is not flushed either where that may wait: standard output may be a pipe that
 * nobody reads. */
static bool finish(struct output *out, bool keep)
{
    if (keep)
        return finish_stream(out) || cannot_write(out);
    if (out->temporary != NULL)
        fclose(out->stream);
    return false;
}

/* ---- Under their names ---- */

/* The name that the file had is given up with it: it may be another process's file already. */
static bool publish(struct output *out)
{
    if (out->temporary == NULL)
        return true;
    if (rename(out->temporary, out->target) != 0)
        return cannot_write(out);
    aside_forget(out->temporary);
    out->temporary = NULL;
    mim_aside_sync_folder(out->target);
    return true;
}

/* Two renames, of which the second may fail: the first is taken back then. */
struct undo {
    char *old;   /* a second name of what the first replaces, or NULL */
    bool is_new; /* it replaces nothing */
};

static struct undo prepare_undo(const struct output *out)
{
    struct undo undo = {NULL, false};
    if (out->temporary == NULL || (undo.old = mim_aside_old_name(out->target)) == NULL)
        return undo;
    if (link(out->target, undo.old) == 0)
        return undo;
    undo.is_new = errno == ENOENT;
    free(undo.old);
    undo.old = NULL;
    return undo;
}

static void take_back(const struct output *out, const struct undo *undo)
{
    if (undo->old != NULL)
        rename(undo->old, out->target);
    else if (undo->is_new)
        unlink(out->target);
}

static bool publish_both(struct output *a, struct output *b)
{
    struct undo undo = prepare_undo(a);
    bool good = publish(a);
    if (good && !publish(b)) {
        take_back(a, &undo);
        good = false;
    }
    if (undo.old != NULL)
        unlink(undo.old);
    free(undo.old);
    return good;
}

bool output_close_both(struct output *a, struct output *opt_b, bool keep)
{
    sigset_t before;
    /* Both are whole before either has its name. */
    bool good = finish(a, keep);
    if (opt_b != NULL)
        good = finish(opt_b, good) && good;
    aside_hold(&before);
    if (good)
        good = opt_b != NULL ? publish_both(a, opt_b) : publish(a);
    discard(a);
    if (opt_b != NULL)
        discard(opt_b);
    aside_let(&before);
    return good || !keep;
}

bool output_close(struct output *out, bool keep)
{
    return output_close_both(out, NULL, keep);
}

int output_flush(void)
{
    struct output out = {.stream = stdout, .lock = -1};
    return output_close(&out, true) ? EXIT_DONE : EXIT_FAILED;
}
