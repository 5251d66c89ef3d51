/* Models by their names. */
#ifndef MIM_MODEL_MODEL_LIST_H
#define MIM_MODEL_MODEL_LIST_H

#include "model/model.h"

enum {
    MIM_MODELS = 16,     /* at most */
    MIM_MODEL_NAME = 100 /* bytes of a name, with its NUL */
};

/* All zero before it is set. */
struct mim_model_list {
    size_t count;
    struct mimicry_model *at[MIM_MODELS];
    char names[MIM_MODELS][MIM_MODEL_NAME]; /* of a file: the last part of its path; with _ for what
                                               is no letter or digit */
};

/* Models separated by commas, blanks around them left out: built-in matrices by their names, in any
 * case, files of matrices, and `relatedness`. ARGUMENT for one that is none of these, and for two
 * of one name. To be freed after a failure too. */
mimicry_status mim_model_list_set(struct mim_model_list *list, const char *text,
                                  mimicry_error *error);
void mim_model_list_free(struct mim_model_list *list);

#endif
