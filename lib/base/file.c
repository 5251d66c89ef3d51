/* POSIX files: a read-only map, and a writer that leaves either the whole file or none. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/aside.h"
#include "base/byte_order.h"

mimicry_status mim_map_open(const char *path, struct mim_map *map, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    struct stat about;
    map->data = NULL;
    map->size = 0;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return mim_fail_system(error, path, "open");
    if (fstat(descriptor, &about) != 0) {
        status = mim_fail_system(error, path, "read");
    } else if (!S_ISREG(about.st_mode)) {
        status = mim_fail(error, MIMICRY_E_IO, "%.300s: not a regular file", path);
    } else if (about.st_size > 0) {
        /* Private: what is changed in memory stays there. */
        const int access = mim_is_big_endian() ? PROT_READ | PROT_WRITE : PROT_READ;
        void *at = mmap(NULL, (size_t)about.st_size, access, MAP_PRIVATE, descriptor, 0);
        if (at == MAP_FAILED) {
            status = mim_fail_system(error, path, "map");
        } else {
            map->data = at;
            map->size = (size_t)about.st_size;
        }
    }
    close(descriptor);
    return status;
}

void mim_map_close(struct mim_map *map)
{
    if (map->data != NULL)
        munmap((void *)(uintptr_t)map->data, map->size);
    map->data = NULL;
    map->size = 0;
}

ptrdiff_t mim_read(int descriptor, void *to, size_t size)
{
    size_t filled = 0;
    while (filled < size) {
        const ssize_t got = read(descriptor, (uint8_t *)to + filled, size - filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        filled += (size_t)got;
    }
    return (ptrdiff_t)filled;
}

mimicry_status mim_writer_open(struct mim_writer *writer, const char *path, mimicry_error *error)
{
    struct stat about;
    *writer = (struct mim_writer){.path = path, .descriptor = -1};
    /* A rename would replace a device or a pipe, or fail on a folder only after all the work. */
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode))
        return mim_fail(error, MIMICRY_E_IO, "%.300s: cannot write: not a regular file", path);
    writer->descriptor = mim_aside_create(path, &writer->temporary);
    if (writer->descriptor >= 0)
        return MIMICRY_OK;
    return errno == ENOMEM ? mim_fail_memory(error) : mim_fail_system(error, path, "create");
}

mimicry_status mim_writer_write(struct mim_writer *writer, const void *data, size_t size,
                                mimicry_error *error)
{
    const uint8_t *at = data;
    while (size > 0) {
        const size_t block = size < ((size_t)1 << 30) ? size : (size_t)1 << 30;
        const ssize_t written = write(writer->descriptor, at, block);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return mim_fail_system(error, writer->path, "write");
        at += written;
        size -= (size_t)written;
    }
    return MIMICRY_OK;
}

mimicry_status mim_writer_commit(struct mim_writer *writer, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    const int copy = dup(writer->descriptor); /* keeps the lock */
    if (copy < 0 || fsync(writer->descriptor) != 0)
        status = mim_fail_system(error, writer->path, "write");
    const int closed = close(writer->descriptor);
    writer->descriptor = copy;
    if (status == MIMICRY_OK && closed != 0)
        status = mim_fail_system(error, writer->path, "write");
    if (status == MIMICRY_OK && rename(writer->temporary, writer->path) != 0)
        status = mim_fail_system(error, writer->path, "write");
    if (status != MIMICRY_OK) {
        mim_writer_discard(writer);
        return status;
    }
    close(writer->descriptor);
    writer->descriptor = -1;
    free(writer->temporary);
    writer->temporary = NULL;
    mim_aside_sync_folder(writer->path);
    return MIMICRY_OK;
}

void mim_writer_discard(struct mim_writer *writer)
{
    if (writer->temporary != NULL)
        unlink(writer->temporary);
    if (writer->descriptor >= 0)
        close(writer->descriptor); /* and the lock is given up */
    writer->descriptor = -1;
    free(writer->temporary);
    writer->temporary = NULL;
}
