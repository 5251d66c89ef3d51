/* Makes the models of a list. */
#include "model/model_list.h"

#include <string.h>

#include "base/error.h"
#include "base/fold.h"

enum { LONGEST = 4096 }; /* bytes of a name or a path, with its NUL */

static const char relatedness[] = "relatedness";

/* The name of the model of this word. */
static const char *name_of(const char *word)
{
    const char *built_in = mim_built_in_matrix(word), *slash = strrchr(word, '/');
    return built_in != NULL ? built_in : slash != NULL ? slash + 1 : word;
}

static bool set_name(char out[MIM_MODEL_NAME], const char *name)
{
    const size_t length = strlen(name);
    if (length >= MIM_MODEL_NAME)
        return false;
    memcpy(out, name, length + 1);
    for (char *c = out; *c != '\0'; c++) {
        if (!mim_is_letter(*c) && !mim_is_digit(*c))
            *c = '_';
    }
    return true;
}

static mimicry_status create(const char *word, struct mimicry_model **out, mimicry_error *error)
{
    struct mim_distance *distance;
    if (strcmp(word, relatedness) != 0)
        return mim_model_from_matrix(word, false, out, error);
    const mimicry_status status = mim_distance_relatedness(NULL, 0, &distance, error);
    return status == MIMICRY_OK ? mim_model_from_distance(distance, out, error) : status;
}

static mimicry_status add(struct mim_model_list *l, const char *word, mimicry_error *error)
{
    if (l->count == MIM_MODELS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "models: more than %d of them", (int)MIM_MODELS);
    if (*word == '\0')
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "models: a name was expected in the place of an empty one");
    if (!set_name(l->names[l->count], name_of(word)))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "models: '%.100s...' is too long a name", word);
    for (size_t i = 0; i < l->count; i++) {
        if (strcmp(l->names[i], l->names[l->count]) == 0)
            return mim_fail(error, MIMICRY_E_ARGUMENT, "models: '%.100s' comes twice", l->names[i]);
    }
    const mimicry_status status = create(word, &l->at[l->count], error);
    if (status == MIMICRY_OK)
        l->count++;
    return status;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static mimicry_status add_part(struct mim_model_list *l, const char *from, size_t length,
                               mimicry_error *error)
{
    char word[LONGEST];
    for (; length > 0 && is_blank(*from); length--)
        from++;
    while (length > 0 && is_blank(from[length - 1]))
        length--;
    if (length >= LONGEST)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "models: '%.100s...' is too long a path", from);
    memcpy(word, from, length);
    word[length] = '\0';
    return add(l, word, error);
}

mimicry_status mim_model_list_set(struct mim_model_list *list, const char *text,
                                  mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    *list = (struct mim_model_list){.count = 0};
    for (bool more = true; more && status == MIMICRY_OK;) {
        const size_t length = strcspn(text, ",");
        status = add_part(list, text, length, error);
        more = text[length] == ',';
        text += length + more;
    }
    return status;
}

void mim_model_list_free(struct mim_model_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        mim_model_free(list->at[i]);
    *list = (struct mim_model_list){.count = 0};
}
