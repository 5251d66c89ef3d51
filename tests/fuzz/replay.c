/* Gives a fuzz target the inputs that are in files and folders, without libFuzzer. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static unsigned replayed;

/* False: it is no file that can be read. */
static bool replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    size_t size = 0;

    if (file == NULL)
        return false;
    for (size_t room = 4096, got = 1; got > 0; room *= 2) {
        bytes = realloc(bytes, room);
        FUZZ_EXPECT(bytes != NULL);
        got = fread(bytes + size, 1, room - size, file);
        size += got;
    }
    fclose(file);
    /* Exactly so many, that reading behind them is noticed. */
    uint8_t *exact = malloc(size > 0 ? size : 1);
    FUZZ_EXPECT(exact != NULL);
    memcpy(exact, bytes, size);
    free(bytes);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    replayed++;
    return true;
}

static bool replay_folder(DIR *folder, const char *path)
{
    bool good = true;

    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char name[4096];

        if (entry->d_name[0] == '.')
            continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        good = replay_file(name) && good;
    }
    closedir(folder);
    return good;
}

int main(int argc, char **argv)
{
    bool good = argc > 1;

    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);

        good = (folder != NULL ? replay_folder(folder, argv[i]) : replay_file(argv[i])) && good;
    }
    printf("%u inputs replayed\n", replayed);
    return good && replayed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
