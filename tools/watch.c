/* Shows how far a run is, at most once a second, and its notes. */
#include "watch.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "tool.h"

enum { LINE = 76 }; /* columns of the line, so that the next one covers it */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void watch_begin(struct watch *p, const struct request *r)
{
    const bool rows_there =
        r->verb->bit != VERB_INDEX && r->output == NULL && isatty(STDOUT_FILENO) != 0;
    *p = (struct watch){.shown = r->progress > 0 ||
                                 (r->progress == 0 && !r->quiet && isatty(STDERR_FILENO)),
                        .quiet = r->quiet != 0,
                        .among_rows = rows_there};
    watch_begin_again(p);
}

void watch_begin_again(struct watch *p)
{
    p->begun = now();
    p->told = p->begun;
    p->share = 0;
    p->unknown = false;
}

/* ---- The line ---- */

static void draw(struct watch *p, const char *line)
{
    fprintf(stderr, "\r%-*s", LINE, line);
    fflush(stderr);
    p->drawn = true;
}

/* Where rows go to the same terminal, and before notes, nothing of the line is left. */
void watch_clear(struct watch *p)
{
    if (!p->drawn)
        return;
    draw(p, "");
    fputc('\r', stderr);
    fflush(stderr);
    p->drawn = false;
}

/* 1:02:03, 2:03 or 3 s */
static void put_time(char *out, size_t room, double seconds)
{
    const long s = seconds < 1e6 ? (long)(seconds + 0.5) : 1000000;
    if (s >= 3600)
        snprintf(out, room, "%ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
    else if (s >= 60)
        snprintf(out, room, "%ld:%02ld", s / 60, s % 60);
    else
        snprintf(out, room, "%ld s", s);
}

/* What is known of the share, and of the time that is left if it keeps its pace. */
static void put_line(const struct watch *p, char line[LINE + 1], double passed)
{
    char time[32];
    int at = 0;
    if (p->unknown) {
        put_time(time, sizeof time, passed);
        at = snprintf(line, LINE + 1, "mimicry: %s so far", time);
    } else {
        at = snprintf(line, LINE + 1, "mimicry: %.0f %% of what was read", 100 * p->share);
    }
    if (p->rows > 0)
        at += snprintf(line + at, LINE + 1 - (size_t)at, ", %llu rows, %.0f a second",
                       (unsigned long long)p->rows, (double)p->rows / passed);
    if (!p->unknown && p->share > 0 && p->share < 1) {
        put_time(time, sizeof time, passed * (1 - p->share) / p->share);
        snprintf(line + at, LINE + 1 - (size_t)at, ", %s left", time);
    }
}

int watch_progress(void *data, uint64_t done, uint64_t total)
{
    struct watch *p = data;
    const double time = now(), passed = time - p->begun;
    if (!p->shown || time - p->told < 1)
        return 0;
    p->told = time;
    const double share = total == 0 ? 1 : (double)done / (double)total;
    p->unknown = p->unknown || share < p->share;
    p->share = share;
    char line[LINE + 1];
    put_line(p, line, passed);
    draw(p, line);
    return 0;
}

void watch_hint(struct watch *p, const char *hint)
{
    if (p->quiet)
        return;
    watch_clear(p);
    report("note: %s", hint);
}

void watch_note(void *data, const char *note)
{
    struct watch *p = data;
    kept_notes_add(&p->notes, note);
    watch_hint(p, note);
}

void watch_end(struct watch *p)
{
    char time[32];
    watch_clear(p);
    if (!p->shown || p->among_rows)
        return;
    put_time(time, sizeof time, now() - p->begun);
    if (p->rows > 0)
        fprintf(stderr, "mimicry: %llu rows in %s\n", (unsigned long long)p->rows, time);
    else
        fprintf(stderr, "mimicry: done in %s\n", time);
}

void watch_free(struct watch *p)
{
    kept_notes_free(&p->notes);
}
