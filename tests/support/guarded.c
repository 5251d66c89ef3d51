/* Maps memory between two pages without access. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "guarded.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

guarded guarded_make(size_t least)
{
    const size_t page = page_size();
    guarded memory = {.room = (least / page + 1) * page};
    unsigned char *at =
        mmap(NULL, memory.room + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (at == MAP_FAILED || mprotect(at + page, memory.room, PROT_READ | PROT_WRITE) != 0)
        abort();
    memory.bytes = at + page;
    return memory;
}

void guarded_free(guarded *memory)
{
    const size_t page = page_size();

    if (memory->bytes != NULL)
        munmap(memory->bytes - page, memory->room + 2 * page);
    *memory = (guarded){0};
}

void *guarded_put(const guarded *memory, const void *bytes, size_t size, bool at_start)
{
    unsigned char *to = memory->bytes + (at_start ? 0 : memory->room - size);

    if (size > memory->room)
        abort();
    if (size > 0)
        memcpy(to, bytes, size);
    return to;
}
