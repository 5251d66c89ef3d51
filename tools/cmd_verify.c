/* mimicry verify: checks every byte of an index. */
#include "output.h"

static const char help[] =
    "mimicry verify INDEX\n"
    "\n"
    "Reads the whole index and checks every byte of it. Prints 'ok', or one\n"
    "line on standard error that says what is damaged, with exit status 1.\n";

int cmd_verify(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error};
    struct output out;
    int count, status;
    char **words = plain_words(argc, argv, help, 1, 1, &count, &status);
    if (words == NULL)
        return status;
    if (mimicry_index_verify(words[0], &error) != MIMICRY_OK)
        return report_error(&error);
    if (!output_open(&out, NULL))
        return EXIT_FAILED;
    fputs("ok\n", out.stream);
    return output_close(&out, true) ? EXIT_DONE : EXIT_FAILED;
}
