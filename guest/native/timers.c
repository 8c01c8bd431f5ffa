/* setTimeout and clearTimeout on the loop's epoll timeout: with no timer set, nothing ever wakes up. */
#include <time.h>
#include "native.h"

#define MAX_TIMERS 256

static struct timer {
  int64_t due; /* milliseconds, CLOCK_MONOTONIC */
  int32_t id;  /* 0: free */
  JSValue callback;
} timers[MAX_TIMERS];
static int32_t last_id;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static JSValue set_timeout(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  double delay = 0;
  if (!JS_IsFunction(ctx, argv[0])) return JS_ThrowTypeError(ctx, "setTimeout needs a function");
  if (argc > 1 && !JS_IsUndefined(argv[1]) && JS_ToFloat64(ctx, &delay, argv[1])) return JS_EXCEPTION;
  if (!(delay > 0)) delay = 0;
  if (delay > 2147483647) delay = 2147483647;
  for (struct timer *t = timers; t < timers + MAX_TIMERS; t++) {
    if (t->id) continue;
    last_id = last_id == 2147483647 ? 1 : last_id + 1;
    t->id = last_id;
    t->due = now() + (int64_t)delay;
    t->callback = JS_DupValue(ctx, argv[0]);
    return JS_NewInt32(ctx, t->id);
  }
  return JS_ThrowRangeError(ctx, "Too many timers");
}

static JSValue clear_timeout(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  int32_t id;
  if (JS_ToInt32(ctx, &id, argv[0])) return JS_EXCEPTION;
  for (struct timer *t = timers; id > 0 && t < timers + MAX_TIMERS; t++) {
    if (t->id != id) continue;
    t->id = 0;
    JS_FreeValue(ctx, t->callback);
    break;
  }
  return JS_UNDEFINED;
}

static struct timer *earliest(void) {
  struct timer *first = NULL;
  for (struct timer *t = timers; t < timers + MAX_TIMERS; t++) {
    /* Ids grow, so equal times run in the order in which they were set. */
    if (t->id && (!first || t->due < first->due || (t->due == first->due && t->id < first->id))) first = t;
  }
  return first;
}

int timers_next(void) {
  struct timer *t = earliest();
  if (!t) return -1;
  int64_t left = t->due - now();
  return left > 0 ? (int)(left < 2147483647 ? left : 2147483647) : 0;
}

void timers_run(JSContext *ctx) {
  for (;;) {
    struct timer *t = earliest();
    if (!t || t->due > now()) return;
    JSValue callback = t->callback;
    t->id = 0;
    call_and_report(ctx, callback, 0, NULL);
    JS_FreeValue(ctx, callback);
    run_jobs(ctx);
  }
}

void timers_init(JSContext *ctx) {
  JSValue global = JS_GetGlobalObject(ctx);
  JS_SetPropertyStr(ctx, global, "setTimeout", JS_NewCFunction(ctx, set_timeout, "setTimeout", 2));
  JS_SetPropertyStr(ctx, global, "clearTimeout", JS_NewCFunction(ctx, clear_timeout, "clearTimeout", 1));
  JS_FreeValue(ctx, global);
}
