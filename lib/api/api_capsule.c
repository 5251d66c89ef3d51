/* Frees what a Python capsule holds, without being linked with Python. */
#include <stdlib.h>

#include <mimicry/mimicry.h>

/* Of the Python that the program is, or NULL where there is none. */
__attribute__((weak)) void *PyCapsule_GetPointer(void *capsule, const char *name);

void mimicry_capsule_free(void *capsule)
{
    if (capsule == NULL || PyCapsule_GetPointer == NULL)
        return;
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (stream != NULL && stream->release != NULL)
        stream->release(stream);
    free(stream);
}
