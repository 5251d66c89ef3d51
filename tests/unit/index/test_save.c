/* mimicry_index_save where the system refuses: the file is the old one or the whole new one, and
 * nothing lies beside it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checks.h"

/* The linker sends the library's calls here (--wrap). */
ssize_t __real_write(int descriptor, const void *bytes, size_t size);
ssize_t __wrap_write(int descriptor, const void *bytes, size_t size);
int __real_fsync(int descriptor);
int __wrap_fsync(int descriptor);
int __real_dup(int descriptor);
int __wrap_dup(int descriptor);
int __real_close(int descriptor);
int __wrap_close(int descriptor);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);

enum call { NONE, WRITE, FSYNC, DUP, CLOSE, RENAME };

static struct {
    enum call call;
    int left;   /* calls until one fails */
    int number; /* errno of that */
    bool failed;
} broken;

static bool fails(enum call call)
{
    if (call != broken.call || broken.failed || broken.left-- > 0)
        return false;
    broken.failed = true;
    errno = broken.number;
    return true;
}

ssize_t __wrap_write(int descriptor, const void *bytes, size_t size)
{
    return fails(WRITE) ? -1 : __real_write(descriptor, bytes, size);
}

int __wrap_fsync(int descriptor)
{
    return fails(FSYNC) ? -1 : __real_fsync(descriptor);
}

int __wrap_dup(int descriptor)
{
    return fails(DUP) ? -1 : __real_dup(descriptor);
}

int __wrap_close(int descriptor)
{
    const bool bad = fails(CLOSE);
    const int result = __real_close(descriptor);
    if (bad)
        errno = broken.number;
    return bad ? -1 : result;
}

int __wrap_rename(const char *from, const char *to)
{
    return fails(RENAME) ? -1 : __real_rename(from, to);
}

/* ---- A folder with one file ---- */

static char *folder, *path;
static mimicry_index *proteome;

static void set_up(void)
{
    test_text name = {0};
    folder = support_temporary_name("");
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    text_print(&name, "%s/x.mim", folder);
    path = name.bytes;
    proteome = index_from_text(">a\nMKEVDPIGHLY\n", 15, 0);
    broken.call = NONE;
}

static void tear_down(void)
{
    remove(path);
    rmdir(folder);
    mimicry_index_close(proteome);
    free(path);
    free(folder);
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static bool is_old(void)
{
    size_t length;
    char *bytes = support_read_file(path, &length);
    const bool same = strcmp(bytes, "the old file") == 0;
    free(bytes);
    return same;
}

static int files_in_folder(void)
{
    int count = 0;
    DIR *open = opendir(folder);
    ck_assert_ptr_nonnull(open);
    for (struct dirent *entry; (entry = readdir(open)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(open);
    return count;
}

/* Saves; whether it said that it did. */
static bool save(mimicry_error *error)
{
    *error = (mimicry_error){.size = sizeof *error};
    return mimicry_index_save(proteome, path, error) == MIMICRY_OK;
}

/* ---- Calls that fail ---- */

START_TEST(each_call_may_fail)
{
    static const struct {
        enum call call;
        int number;
    } cases[] = {{WRITE, ENOSPC}, {FSYNC, EIO}, {DUP, EMFILE}, {CLOSE, EIO}, {RENAME, EACCES}};
    mimicry_error error;
    int refused = 0;
    for (int at = 0;; at++) {
        write_file(path, "the old file");
        broken.call = cases[_i].call;
        broken.left = at;
        broken.number = cases[_i].number;
        broken.failed = false;
        const bool saved = save(&error);
        broken.call = NONE;
        ck_assert_int_eq(files_in_folder(), 1);
        ck_assert_int_eq(is_old(), !saved);
        if (saved)
            ck_assert_int_eq(mimicry_index_verify(path, NULL), MIMICRY_OK);
        else {
            ck_assert_int_eq(error.status, MIMICRY_E_IO);
            ck_assert_int_eq(error.system, cases[_i].number);
            ck_assert_ptr_nonnull(strstr(error.message, "cannot write"));
            refused++;
        }
        if (!broken.failed)
            break;
    }
    ck_assert_int_gt(refused, 0);
}
END_TEST

START_TEST(interrupted_writes_go_on)
{
    mimicry_error error;
    broken.left = 0;
    broken.number = EINTR;
    broken.failed = false;
    broken.call = WRITE;
    ck_assert(save(&error));
    ck_assert(broken.failed);
    ck_assert_int_eq(mimicry_index_verify(path, NULL), MIMICRY_OK);
}
END_TEST

START_TEST(what_is_no_file)
{
    mimicry_error error;
    ck_assert_int_eq(mimicry_index_save(proteome, folder, &error), MIMICRY_E_IO);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert(!save(&error));
    ck_assert_ptr_nonnull(strstr(error.message, "not a regular file"));
    ck_assert_int_eq(remove(path), 0);
    ck_assert_int_eq(rmdir(folder), 0);
    ck_assert(!save(&error));
    ck_assert_int_eq(error.system, ENOENT);
    ck_assert_ptr_nonnull(strstr(error.message, "cannot create"));
}
END_TEST

/* ---- What runs that were killed have left ---- */

START_TEST(left_files)
{
    mimicry_error error;
    test_text left = {0}, held = {0}, link = {0};
    text_print(&left, "%s.partial-0", path);
    text_print(&held, "%s.partial-1", path);
    text_print(&link, "%s.partial-2", path);
    write_file(left.bytes, "half");
    write_file(held.bytes, "half");
    ck_assert_int_eq(symlink(folder, link.bytes), 0);
    const int descriptor = open(held.bytes, O_RDONLY);
    ck_assert_int_eq(flock(descriptor, LOCK_EX | LOCK_NB), 0);
    ck_assert(save(&error));
    ck_assert_int_eq(mimicry_index_verify(path, NULL), MIMICRY_OK);
    ck_assert_int_ne(access(left.bytes, F_OK), 0); /* nobody holds it */
    ck_assert_int_eq(access(held.bytes, F_OK), 0);
    ck_assert_int_eq(access(link.bytes, F_OK), 0); /* which no run makes */
    ck_assert_int_eq(close(descriptor), 0);
    ck_assert_int_eq(remove(link.bytes), 0);
    ck_assert(save(&error));
    ck_assert_int_eq(files_in_folder(), 1);
    text_free(&left);
    text_free(&held);
    text_free(&link);
}
END_TEST

int main(void)
{
    support_begin("save");
    Suite *suite = suite_create("saving an index");
    TCase *tests = tcase_create("faults");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, each_call_may_fail, 0, 5);
    tcase_add_test(tests, interrupted_writes_go_on);
    tcase_add_test(tests, what_is_no_file);
    tcase_add_test(tests, left_files);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
