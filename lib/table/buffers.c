/* Memory of columns: aligned buffers that grow, and that are used again once they are released. */
#include "table/buffers.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "table/utf8.h"

enum { FIRST_ROOM = 1 << 14, LEAST_ROWS = 64 };

struct mim_pool {
    atomic_size_t users;
    size_t n_columns;
    _Atomic(struct mim_buffers *) spare[];
};

mimicry_status mim_pool_create(size_t n_columns, struct mim_pool **out, mimicry_error *error)
{
    const size_t slots = sizeof(struct mim_pool) / sizeof(struct mim_buffers *) + 1;
    struct mim_pool *pool =
        n_columns > SIZE_MAX - slots
            ? NULL
            : mim_alloc_zeroed(slots + n_columns, sizeof(_Atomic(struct mim_buffers *)));
    *out = pool;
    if (pool == NULL)
        return mim_fail_memory(error);
    atomic_init(&pool->users, 1);
    pool->n_columns = n_columns;
    for (size_t i = 0; i < n_columns; i++)
        atomic_init(&pool->spare[i], NULL);
    return MIMICRY_OK;
}

void mim_pool_leave(struct mim_pool *pool)
{
    if (atomic_fetch_sub_explicit(&pool->users, 1, memory_order_acq_rel) != 1)
        return;
    for (size_t i = 0; i < pool->n_columns; i++)
        mim_buffers_free(atomic_load_explicit(&pool->spare[i], memory_order_relaxed));
    free(pool);
}

void mim_buffers_free(struct mim_buffers *column)
{
    if (column == NULL)
        return;
    free(column->valid);
    free(column->integers);
    free(column->bytes);
    free(column);
}

static void empty(struct mim_buffers *column)
{
    if (column->nulls > 0)
        memset(column->valid, 0xff, column->rows / 8);
    column->nulls = 0;
    column->used = 0;
    if (column->type == MIM_TEXT)
        column->offsets[0] = 0;
}

struct mim_buffers *mim_buffers_create(struct mim_pool *pool, size_t number, enum mim_type type,
                                       bool nullable, size_t rows)
{
    struct mim_buffers *column =
        atomic_exchange_explicit(&pool->spare[number], NULL, memory_order_acq_rel);
    if (column == NULL) {
        column = mim_alloc_zeroed(1, sizeof *column);
        if (column == NULL)
            return NULL;
        column->type = type;
        column->nullable = nullable;
        column->number = number;
        column->pool = pool;
    }
    if (!mim_buffers_grow(column, 0, rows) ||
        (type == MIM_TEXT && column->bytes == NULL && !mim_buffers_reserve(column, 0))) {
        mim_buffers_free(column);
        return NULL;
    }
    empty(column);
    return column;
}

static void *moved(void *old, size_t used, void *grown)
{
    if (used > 0)
        memcpy(grown, old, used);
    free(old);
    return grown;
}

bool mim_buffers_grow(struct mim_buffers *column, size_t used, size_t rows)
{
    if (rows <= column->rows)
        return true;
    if (rows > PTRDIFF_MAX / 16)
        return false;
    rows = (rows + LEAST_ROWS - 1) / LEAST_ROWS * LEAST_ROWS;
    const size_t width = column->type == MIM_TEXT ? sizeof(int32_t) : sizeof(int64_t);
    void *values = mim_alloc_aligned(rows + 1, width);
    uint8_t *valid = mim_alloc_aligned(rows / 8, sizeof *valid);
    if (values == NULL || valid == NULL) {
        free(values);
        free(valid);
        return false;
    }
    memset(valid, 0xff, rows / 8);
    column->integers = moved(column->integers, (used + (used > 0)) * width, values);
    column->valid = moved(column->valid, (used + 7) / 8, valid);
    column->rows = rows;
    return true;
}

bool mim_buffers_reserve(struct mim_buffers *column, size_t length)
{
    if (length > INT32_MAX - column->used)
        return false;
    size_t room = column->room < FIRST_ROOM ? FIRST_ROOM : column->room;
    while (room < column->used + length)
        room *= 2;
    if (column->bytes != NULL && room == column->room)
        return true;
    char *bytes = mim_alloc_aligned(room, 1);
    if (bytes == NULL)
        return false;
    column->bytes = moved(column->bytes, column->used, bytes);
    column->room = room;
    return true;
}

static bool is_utf8(const struct mim_buffers *column, size_t rows)
{
    if (mim_is_ascii(column->bytes, column->used))
        return true;
    for (size_t i = 0; i < rows; i++) {
        const size_t from = (size_t)column->offsets[i], to = (size_t)column->offsets[i + 1];
        if (!mim_is_utf8(column->bytes + from, to - from))
            return false;
    }
    return true;
}

bool mim_buffers_mend(struct mim_buffers *column, size_t rows)
{
    if (column->type != MIM_TEXT || is_utf8(column, rows))
        return true;
    const size_t room = column->used * MIM_UTF8_GROWTH;
    char *bytes = room > INT32_MAX ? NULL : mim_alloc_aligned(room, 1), *to = bytes;
    if (bytes == NULL)
        return false;
    for (size_t i = 0, from = 0; i < rows; i++) {
        const size_t end = (size_t)column->offsets[i + 1];
        to = mim_utf8_mend(to, column->bytes + from, end - from);
        column->offsets[i + 1] = (int32_t)(to - bytes);
        from = end;
    }
    free(column->bytes);
    column->bytes = bytes;
    column->used = (size_t)(to - bytes);
    column->room = room;
    return true;
}

static void release(struct ArrowArray *array)
{
    struct mim_buffers *column = array->private_data;
    struct mim_pool *pool = column->pool;
    array->release = NULL;
    mim_buffers_free(
        atomic_exchange_explicit(&pool->spare[column->number], column, memory_order_acq_rel));
    mim_pool_leave(pool);
}

void mim_buffers_give(struct mim_buffers *column, size_t rows, struct ArrowArray *out)
{
    const bool text = column->type == MIM_TEXT;
    atomic_fetch_add_explicit(&column->pool->users, 1, memory_order_relaxed);
    column->buffers[0] = column->nulls > 0 ? column->valid : NULL;
    column->buffers[1] = column->integers;
    column->buffers[2] = column->bytes;
    *out = (struct ArrowArray){.length = (int64_t)rows,
                               .null_count = (int64_t)column->nulls,
                               .n_buffers = text ? 3 : 2,
                               .buffers = column->buffers,
                               .release = release,
                               .private_data = column};
}
