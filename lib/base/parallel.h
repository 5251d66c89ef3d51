/* A loop whose tasks are shared out to threads. */
#ifndef MIM_BASE_PARALLEL_H
#define MIM_BASE_PARALLEL_H

#include "base/error.h"

/* Does a task. `worker` is below the number of threads, and no two tasks run at the same time with
 * the same one. */
typedef mimicry_status (*mim_task_fn)(void *data, unsigned worker, uint64_t task,
                                      mimicry_error *error);

/* Asked in the calling thread between its tasks; non-zero ends the loop with CANCELLED. */
typedef int (*mim_watch_fn)(void *data, uint64_t done, uint64_t total);

struct mim_loop {
    unsigned threads; /* at least 1: the calling thread is one of them */
    uint64_t tasks;
    mim_task_fn run;
    void *data;
    mim_watch_fn watch; /* or NULL */
    void *watch_data;
};

/* Runs tasks 0 to tasks - 1, in no promised order. A task that does not return MIMICRY_OK ends
 * the loop; of several, the one of lowest number gives the status and the error. Where the system
 * refuses a thread, fewer do the work. */
mimicry_status mim_parallel(const struct mim_loop *loop, mimicry_error *error);

/* Processors that this process may use; at least 1. */
unsigned mim_processors(void);

#endif
