/* Files that are not read, known by their first bytes. */
#ifndef MIM_IO_FORM_H
#define MIM_IO_FORM_H

#include "base/error.h"

/* So many first bytes tell all forms, if there are as many. */
enum { MIM_FORM_BYTES = 512 };

/* A FORMAT error that names what the file is and what to do, if its first bytes are those of a
 * form that is not read: another compression, another encoding of text, a workbook, an index. */
mimicry_status mim_form_check(const char *file, const uint8_t *data, size_t size,
                              mimicry_error *error);

#endif
