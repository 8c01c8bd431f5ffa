/* The event loop: one epoll instance, callbacks by file descriptor, promise jobs drained after each. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>
#include "native.h"

#define MAX_FDS 4096
#define BATCH 32

/* What waits on a descriptor. `generation` tells an event of an earlier descriptor with the same number from ours. */
static struct watcher {
  uint32_t generation;
  uint8_t active;
  void (*native)(JSContext *ctx, void *opaque);
  void *opaque;
  JSValue callback;
} *watchers;
static int watcher_capacity;
static uint32_t last_generation;
static int epoll_fd = -1;

static struct watcher *watcher_at(int fd) {
  if (fd < 0 || fd >= MAX_FDS) return NULL;
  if (fd >= watcher_capacity) {
    int capacity = watcher_capacity ? watcher_capacity * 2 : 64;
    while (capacity <= fd) capacity *= 2;
    struct watcher *grown = realloc(watchers, capacity * sizeof(*grown));
    if (!grown) return NULL;
    memset(grown + watcher_capacity, 0, (capacity - watcher_capacity) * sizeof(*grown));
    watchers = grown;
    watcher_capacity = capacity;
  }
  return &watchers[fd];
}

static int add(int fd, uint32_t events, struct watcher *w) {
  w->generation = ++last_generation;
  struct epoll_event event = {.events = events, .data.u64 = (uint64_t)w->generation << 32 | (uint32_t)fd};
  return epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

int loop_init(JSContext *ctx) {
  (void)ctx;
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  return epoll_fd < 0 ? -1 : 0;
}

int loop_watch_native(int fd, uint32_t events, void (*callback)(JSContext *ctx, void *opaque), void *opaque) {
  struct watcher *w = watcher_at(fd);
  if (!w) return errno = EMFILE, -1;
  if (w->active) {
    struct epoll_event event = {.events = events, .data.u64 = (uint64_t)w->generation << 32 | (uint32_t)fd};
    return epoll_ctl(epoll_fd, EPOLL_CTL_MOD, fd, &event);
  }
  if (add(fd, events, w)) return -1;
  w->active = 1;
  w->native = callback;
  w->opaque = opaque;
  w->callback = JS_UNDEFINED;
  return 0;
}

void loop_forget(JSContext *ctx, int fd) {
  if (fd < 0 || fd >= watcher_capacity || !watchers[fd].active) return;
  struct watcher *w = &watchers[fd];
  JSValue callback = w->callback;
  w->active = 0;
  w->callback = JS_UNDEFINED;
  epoll_ctl(epoll_fd, EPOLL_CTL_DEL, fd, NULL);
  JS_FreeValue(ctx, callback);
}

/* watch(fd, events, callback): `events` are epoll's own bits, EPOLLET among them; the callback gets those that came. */
static JSValue js_watch(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  int fd;
  uint32_t events;
  if (get_int(ctx, argv[0], &fd) || JS_ToUint32(ctx, &events, argv[1])) return JS_EXCEPTION;
  struct watcher *w = watcher_at(fd);
  if (!w) return throw_errno_fd(ctx, fd < 0 ? EBADF : EMFILE, "watch", fd);
  if (w->active) return throw_errno_fd(ctx, EEXIST, "watch", fd);
  if (add(fd, events, w)) return throw_errno_fd(ctx, errno, "watch", fd);
  w->active = 1;
  w->native = NULL;
  w->callback = JS_DupValue(ctx, argv[2]);
  return JS_UNDEFINED;
}

static JSValue js_unwatch(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  int fd;
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  loop_forget(ctx, fd);
  return JS_UNDEFINED;
}

static void dispatch(JSContext *ctx, const struct epoll_event *event) {
  int fd = (int)(uint32_t)event->data.u64;
  if (fd >= watcher_capacity) return;
  struct watcher *w = &watchers[fd];
  if (!w->active || w->generation != event->data.u64 >> 32) return;
  if (w->native) return w->native(ctx, w->opaque);
  JSValue callback = JS_DupValue(ctx, w->callback); /* the call may end the watch, or move the table */
  JSValue events = JS_NewUint32(ctx, event->events);
  call_and_report(ctx, callback, 1, (JSValueConst *)&events);
  JS_FreeValue(ctx, callback);
}

void loop_run(JSContext *ctx) {
  struct epoll_event events[BATCH];
  run_jobs(ctx);
  for (;;) {
    int count = epoll_wait(epoll_fd, events, BATCH, timers_next());
    for (int i = 0; i < count; i++) {
      dispatch(ctx, &events[i]);
      run_jobs(ctx);
    }
    timers_run(ctx);
  }
}

static const JSCFunctionListEntry entries[] = {
    NATIVE("watch", js_watch, 3),
    NATIVE("unwatch", js_unwatch, 1),
};
const struct native_exports loop_exports = {entries, sizeof(entries) / sizeof(entries[0])};
