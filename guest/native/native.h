/* Shared declarations of the agent's native side: one QuickJS runtime, one thread, one epoll loop. */
#ifndef HUSK_NATIVE_H
#define HUSK_NATIVE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "quickjs.h"

/* A function of the global object `husk`: its name in JavaScript, the C function, the number of its arguments. */
#define NATIVE(name, function, length) JS_CFUNC_DEF(name, length, function)

/* Each file's part of `husk`. */
struct native_exports {
  const JSCFunctionListEntry *entries;
  int count;
};
extern const struct native_exports io_exports, files_exports, mounts_exports, spawn_exports, children_exports,
    sockets_exports, system_exports, loop_exports, pod_init_exports, carriers_exports;

/* error.c: throws Error "Cannot <what> '<path>': ENOENT" with `code` ("ENOENT") and `errno`. `path` may be NULL. */
JSValue throw_errno(JSContext *ctx, int error, const char *what, const char *path);
const char *errno_name(int error);
/* The same, naming a file descriptor. */
JSValue throw_errno_fd(JSContext *ctx, int error, const char *what, int fd);

/* values.c: arguments out of JavaScript values. Bytes stay valid while the value lives and is not detached. */
int get_bytes(JSContext *ctx, JSValueConst value, uint8_t **data, size_t *length);
int get_int(JSContext *ctx, JSValueConst value, int *result);
JSValue new_bytes_owned(JSContext *ctx, uint8_t *data, size_t length); /* takes js_malloc'ed data */
char **get_strings(JSContext *ctx, JSValueConst array); /* NULL-terminated; NULL with an exception set */
void free_strings(JSContext *ctx, char **strings);

/* loop.c */
int loop_init(JSContext *ctx);
void loop_run(JSContext *ctx) __attribute__((noreturn));
/* Calls `callback(opaque)` at `events` (EPOLL bits) of one of the native side's own descriptors; called again: at these instead. */
int loop_watch_native(int fd, uint32_t events, void (*callback)(JSContext *ctx, void *opaque), void *opaque);
void loop_forget(JSContext *ctx, int fd); /* before close(fd) */

/* report.c: exceptions and rejections that nobody caught are written to the console and forgotten. */
void report_init(JSContext *ctx);
void report_exception(JSContext *ctx);
void report_rejections(JSContext *ctx);

/* globals.c, timers.c: what the language leaves out (TextEncoder, console, setTimeout, ...). */
void globals_init(JSContext *ctx);
void timers_init(JSContext *ctx);
int timers_next(void); /* milliseconds until the next timer, -1 for none: epoll_wait's timeout */
void timers_run(JSContext *ctx);
void run_jobs(JSContext *ctx);

/* pod_init.c: what the program is when it is started with the argument "pod". */
int pod_init(void);

/* system.c: to be called first of all. */
void system_started(void);

/* Calls a function value with arguments, reports what it throws. */
void call_and_report(JSContext *ctx, JSValueConst function, int argc, JSValueConst *argv);

#endif
