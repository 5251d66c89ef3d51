/* Collects blocks of records in R's memory, so that nothing is lost when R jumps. */
#include "collect.h"

#include <string.h>

SEXP collector_begin(struct collector *c, SEXP progress, size_t record_size)
{
    memset(c, 0, sizeof *c);
    c->size = record_size;
    SEXP jump = PROTECT(watch_begin(&c->watch, progress));
    c->chunks = Rf_cons(jump, R_NilValue);
    UNPROTECT(1);
    return c->chunks;
}

static void keep_block(void *data)
{
    struct collector *c = data;
    SEXP chunk = PROTECT(Rf_allocVector(RAWSXP, (R_xlen_t)(c->block_count * c->size)));
    for (size_t i = 0; i < c->block_count; i++)
        memcpy(RAW(chunk) + i * c->size, c->block + i * c->block_stride, c->size);
    SETCDR(c->chunks, Rf_cons(chunk, CDR(c->chunks)));
    c->count += c->block_count;
    UNPROTECT(1);
}

int collector_take(struct collector *c, const void *records, size_t count, size_t stride)
{
    if (count == 0)
        return 0;
    c->block = records;
    c->block_count = count;
    c->block_stride = stride;
    return watch_run(&c->watch, keep_block, c);
}

void *collector_records(const struct collector *c)
{
    char *records = scratch(c->count, c->size), *end = records + c->count * c->size;
    for (SEXP at = CDR(c->chunks); at != R_NilValue; at = CDR(at)) {
        end -= XLENGTH(CAR(at));
        memcpy(end, RAW(CAR(at)), (size_t)XLENGTH(CAR(at)));
    }
    return records;
}
