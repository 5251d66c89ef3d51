/* Threads take tasks from a counter; all have ended when the call returns. */
#if defined(__linux__)
#define _GNU_SOURCE /* sched_getaffinity, CPU_COUNT */
#endif
#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"

struct loop_state {
    const struct mim_loop *loop;
    _Atomic uint64_t next;
    _Atomic uint64_t done;
    atomic_bool stop;
    pthread_mutex_t lock; /* guards what follows */
    uint64_t failed_task;
    mimicry_status status;
    mimicry_error error;
};

struct loop_thread {
    struct loop_state *state;
    unsigned number;
    pthread_t thread;
};

static void record_failure(struct loop_state *state, uint64_t task, mimicry_status status,
                           const mimicry_error *error)
{
    pthread_mutex_lock(&state->lock);
    if (state->status == MIMICRY_OK || task < state->failed_task) {
        state->status = status;
        state->failed_task = task;
        state->error = *error;
    }
    pthread_mutex_unlock(&state->lock);
    atomic_store(&state->stop, true);
}

/* Does the next task; 0 when there is none or the loop has to end. */
static int run_next(struct loop_state *state, unsigned worker)
{
    const struct mim_loop *loop = state->loop;
    if (atomic_load(&state->stop))
        return 0;
    const uint64_t task = atomic_fetch_add(&state->next, 1);
    if (task >= loop->tasks)
        return 0;
    mimicry_error error = {.size = sizeof error};
    const mimicry_status status = loop->run(loop->data, worker, task, &error);
    if (status != MIMICRY_OK)
        record_failure(state, task, status, &error);
    atomic_fetch_add(&state->done, 1);
    return 1;
}

static void *work(void *data)
{
    const struct loop_thread *self = data;
    while (run_next(self->state, self->number)) {
    }
    return NULL;
}

static void work_and_watch(struct loop_state *state)
{
    const struct mim_loop *loop = state->loop;
    while (run_next(state, 0)) {
        if (loop->watch == NULL)
            continue;
        if (loop->watch(loop->watch_data, atomic_load(&state->done), loop->tasks) != 0) {
            mimicry_error error = {.size = sizeof error};
            mim_fail_cancelled(&error);
            record_failure(state, loop->tasks, MIMICRY_E_CANCELLED, &error);
        }
    }
}

mimicry_status mim_parallel(const struct mim_loop *loop, mimicry_error *error)
{
    struct loop_state state = {.loop = loop, .lock = PTHREAD_MUTEX_INITIALIZER};
    const uint64_t useful = loop->tasks < loop->threads ? loop->tasks : loop->threads;
    const unsigned helpers = useful > 1 ? (unsigned)useful - 1 : 0;
    unsigned started = 0;
    struct loop_thread *workers = NULL;
    if (helpers > 0)
        workers = mim_alloc_array(helpers, sizeof *workers);
    for (; workers != NULL && started < helpers; started++) {
        workers[started] = (struct loop_thread){.state = &state, .number = started + 1};
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0)
            break;
    }
    work_and_watch(&state);
    for (unsigned i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    free(workers);
    pthread_mutex_destroy(&state.lock);
    if (state.status != MIMICRY_OK && error != NULL) {
        const size_t size = error->size;
        *error = state.error;
        error->size = size;
    }
    return state.status;
}

unsigned mim_processors(void)
{
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return (unsigned)CPU_COUNT(&set);
#endif
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (unsigned)online : 1;
}
