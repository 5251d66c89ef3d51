/* Writes an index to a file, under another name until it is whole. */
#include "save_index.h"

#include "output.h"

static int take_bytes(void *data, const char *bytes, size_t count)
{
    const struct output *out = data;
    fwrite(bytes, 1, count, out->stream);
    return !output_good(out);
}

/* What cannot be written is told when the output is closed. */
int save_index(const mimicry_index *index, const char *path)
{
    mimicry_error error = {.size = sizeof error};
    struct output out;
    int status = EXIT_DONE;
    if (!output_open(&out, path))
        return EXIT_FAILED;
    if (mimicry_index_write(index, take_bytes, &out, &error) != MIMICRY_OK && output_good(&out))
        status = report_status(&error);
    return output_close(&out, status == EXIT_DONE) ? status : EXIT_FAILED;
}
