/* Errors as conditions, jumps that wait for the library, and values to and from R. */
#include "binding.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Errors ---- */

static SEXP condition_class(mimicry_status status)
{
    char family[64];
    SEXP class = PROTECT(Rf_allocVector(STRSXP, 4));
    snprintf(family, sizeof family, "mimicry_%s_error", mimicry_status_name(status));
    SET_STRING_ELT(class, 0, Rf_mkChar(family));
    SET_STRING_ELT(class, 1, Rf_mkChar("mimicry_error"));
    SET_STRING_ELT(class, 2, Rf_mkChar("error"));
    SET_STRING_ELT(class, 3, Rf_mkChar("condition"));
    UNPROTECT(1);
    return class;
}

void raise_status(mimicry_status status, const mimicry_error *error)
{
    static const char *names[] = {"message", "call", "status", "line", "offset", "system", ""};
    const char *message = error->message[0] != '\0' ? error->message : mimicry_status_name(status);
    SEXP condition = PROTECT(Rf_mkNamed(VECSXP, names));
    SET_VECTOR_ELT(condition, 0, string_of(message));
    SET_VECTOR_ELT(condition, 2, Rf_ScalarInteger(status));
    SET_VECTOR_ELT(condition, 3, Rf_ScalarReal((double)error->line));
    SET_VECTOR_ELT(condition, 4, Rf_ScalarReal((double)error->offset));
    SET_VECTOR_ELT(condition, 5, Rf_ScalarInteger(error->system));
    Rf_setAttrib(condition, R_ClassSymbol, condition_class(status));
    SEXP call = PROTECT(Rf_lang2(Rf_install("stop"), condition));
    Rf_eval(call, R_BaseEnv);
    Rf_error("%s", message); /* stop() does not return */
}

void raise_argument(const char *format, ...)
{
    mimicry_error error = {.size = sizeof error, .status = MIMICRY_E_ARGUMENT};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error.message, sizeof error.message, format, arguments);
    va_end(arguments);
    raise_status(MIMICRY_E_ARGUMENT, &error);
}

/* ---- Interrupts and progress ---- */

SEXP watch_begin(struct call_watch *watch, SEXP progress)
{
    watch->progress = progress;
    watch->jump = R_MakeUnwindCont();
    watch->jumped = false;
    return watch->jump;
}

static void jump_back(void *buffer, Rboolean jump)
{
    if (jump)
        longjmp(*(jmp_buf *)buffer, 1);
}

struct watched_task {
    void (*run)(void *data);
    void *data;
};

static SEXP run_task(void *data)
{
    const struct watched_task *task = data;
    task->run(task->data);
    return R_NilValue;
}

int watch_run(struct call_watch *watch, void (*run)(void *data), void *data)
{
    struct watched_task task = {run, data};
    jmp_buf back;
    if (watch->jumped)
        return 1;
    if (setjmp(back) != 0) {
        watch->jumped = true;
        return 1;
    }
    R_UnwindProtect(run_task, &task, jump_back, &back, watch->jump);
    return 0;
}

struct question {
    SEXP progress;
    uint64_t done, total;
    int answer;
};

static void ask(void *data)
{
    struct question *question = data;
    R_CheckUserInterrupt();
    if (question->progress == R_NilValue)
        return;
    SEXP done = PROTECT(Rf_ScalarReal((double)question->done));
    SEXP total = PROTECT(Rf_ScalarReal((double)question->total));
    SEXP call = PROTECT(Rf_lang3(question->progress, done, total));
    SEXP answer = PROTECT(Rf_eval(call, R_GlobalEnv));
    if (Rf_isLogical(answer) && XLENGTH(answer) == 1)
        question->answer = LOGICAL(answer)[0] == TRUE;
    UNPROTECT(4);
}

int watch_ask(void *watch, uint64_t done, uint64_t total)
{
    struct call_watch *w = watch;
    struct question question = {w->progress, done, total, 0};
    return watch_run(w, ask, &question) || question.answer;
}

static void warn(void *data)
{
    SEXP note = PROTECT(string_of(data));
    SEXP call = PROTECT(Rf_lang3(Rf_install("warning"), note, Rf_ScalarLogical(FALSE)));
    SET_TAG(CDDR(call), Rf_install("call."));
    Rf_eval(call, R_BaseEnv);
    UNPROTECT(2);
}

void watch_note(void *watch, const char *note)
{
    watch_run(watch, warn, (void *)(uintptr_t)note);
}

void watch_end(struct call_watch *watch, mimicry_status status, const mimicry_error *error)
{
    if (watch->jumped)
        R_ContinueUnwind(watch->jump);
    if (status != MIMICRY_OK)
        raise_status(status, error);
}

/* ---- Objects ---- */

SEXP object_new(const char *kind, R_CFinalizer_t finalize)
{
    SEXP object = PROTECT(R_MakeExternalPtr(NULL, Rf_install(kind), R_NilValue));
    R_RegisterCFinalizerEx(object, finalize, TRUE);
    UNPROTECT(1);
    return object;
}

SEXP object_of_zeros(const char *kind, R_CFinalizer_t finalize, size_t size)
{
    SEXP object = PROTECT(object_new(kind, finalize));
    void *zeros = calloc(1, size);
    R_SetExternalPtrAddr(object, zeros);
    if (zeros == NULL)
        Rf_error("not enough memory");
    UNPROTECT(1);
    return object;
}

void *object_get(SEXP object, const char *kind)
{
    if (TYPEOF(object) != EXTPTRSXP || R_ExternalPtrTag(object) != Rf_install(kind))
        raise_argument("a %s was expected", kind);
    void *pointer = R_ExternalPtrAddr(object);
    if (pointer == NULL)
        raise_argument("this %s is closed, or was made in another session of R", kind);
    return pointer;
}

void *object_get_or_null(SEXP object, const char *kind)
{
    return object == R_NilValue ? NULL : object_get(object, kind);
}

/* ---- Values ---- */

SEXP string_of(const char *text)
{
    SEXP string = PROTECT(Rf_allocVector(STRSXP, 1));
    SET_STRING_ELT(string, 0, Rf_mkCharCE(text, CE_UTF8));
    UNPROTECT(1);
    return string;
}

SEXP list_get(SEXP list, const char *name)
{
    SEXP names = Rf_getAttrib(list, R_NamesSymbol);
    for (R_xlen_t i = 0; names != R_NilValue && i < XLENGTH(list); i++) {
        if (strcmp(CHAR(STRING_ELT(names, i)), name) == 0)
            return VECTOR_ELT(list, i);
    }
    return R_NilValue;
}

double list_number(SEXP list, const char *name)
{
    SEXP value = list_get(list, name);
    if ((!Rf_isReal(value) && !Rf_isInteger(value) && !Rf_isLogical(value)) || XLENGTH(value) != 1)
        raise_argument("%s: one number was expected", name);
    return Rf_asReal(value);
}

int list_integer(SEXP list, const char *name)
{
    const double number = list_number(list, name);
    if (!(number >= INT_MIN + 1.0 && number <= INT_MAX) || number != (double)(int)number)
        raise_argument("%s: a whole number was expected", name);
    return (int)number;
}

const char *string_get(SEXP string)
{
    if (!Rf_isString(string) || XLENGTH(string) != 1 || STRING_ELT(string, 0) == NA_STRING)
        raise_argument("one string was expected");
    return CHAR(STRING_ELT(string, 0));
}

const char *string_get_or_null(SEXP string)
{
    return string == R_NilValue ? NULL : string_get(string);
}

void *scratch(size_t count, size_t size)
{
    if (size != 0 && count > (size_t)PTRDIFF_MAX / size)
        raise_argument("%.0f items of %.0f bytes: too many", (double)count, (double)size);
    return R_alloc(count > 0 ? count : 1, (int)size);
}

const char *const *strings_get(SEXP strings, size_t *out_count)
{
    if (!Rf_isString(strings))
        raise_argument("strings were expected");
    const R_xlen_t count = XLENGTH(strings);
    const char **words = scratch((size_t)count, sizeof *words);
    for (R_xlen_t i = 0; i < count; i++) {
        if (STRING_ELT(strings, i) == NA_STRING)
            raise_argument("string %.0f is NA", (double)i + 1);
        words[i] = CHAR(STRING_ELT(strings, i));
    }
    *out_count = (size_t)count;
    return words;
}
