/* What nobody caught goes to the console, one line for each line of the stack; PID 1 never ends by it. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "native.h"

#define MAX_REJECTIONS 16

static struct {
  JSValue promise, reason;
} rejections[MAX_REJECTIONS];
static int rejection_count;

static void report(JSContext *ctx, const char *what, JSValueConst error) {
  const char *message = JS_ToCString(ctx, error);
  JSValue stack = JS_IsObject(error) ? JS_GetPropertyStr(ctx, error, "stack") : JS_UNDEFINED;
  const char *trace = JS_IsString(stack) ? JS_ToCString(ctx, stack) : NULL;
  fprintf(stderr, "agent: %s: %s\n%s", what, message ? message : "(no message)", trace ? trace : "");
  JS_FreeCString(ctx, message);
  JS_FreeCString(ctx, trace);
  JS_FreeValue(ctx, stack);
  JS_FreeValue(ctx, JS_GetException(ctx)); /* of the conversions above */
}

void report_exception(JSContext *ctx) {
  JSValue error = JS_GetException(ctx);
  report(ctx, "uncaught error", error);
  JS_FreeValue(ctx, error);
}

/* A promise that is rejected without a handler may still get one before the jobs have run: collect, report later. */
static void track(JSContext *ctx, JSValueConst promise, JSValueConst reason, JS_BOOL is_handled, void *opaque) {
  (void)opaque;
  if (!is_handled) {
    if (rejection_count == MAX_REJECTIONS) return report(ctx, "unhandled rejection", reason);
    rejections[rejection_count].promise = JS_DupValue(ctx, promise);
    rejections[rejection_count++].reason = JS_DupValue(ctx, reason);
    return;
  }
  for (int i = 0; i < rejection_count; i++) {
    if (JS_VALUE_GET_PTR(rejections[i].promise) != JS_VALUE_GET_PTR(promise)) continue;
    JS_FreeValue(ctx, rejections[i].promise);
    JS_FreeValue(ctx, rejections[i].reason);
    rejections[i] = rejections[--rejection_count];
    return;
  }
}

void report_rejections(JSContext *ctx) {
  while (rejection_count > 0) {
    rejection_count--;
    JSValue promise = rejections[rejection_count].promise, reason = rejections[rejection_count].reason;
    report(ctx, "unhandled rejection", reason);
    JS_FreeValue(ctx, promise);
    JS_FreeValue(ctx, reason);
  }
}

void report_init(JSContext *ctx) {
  JS_SetHostPromiseRejectionTracker(JS_GetRuntime(ctx), track, NULL);
}

void call_and_report(JSContext *ctx, JSValueConst function, int argc, JSValueConst *argv) {
  JSValue result = JS_Call(ctx, function, JS_UNDEFINED, argc, argv);
  if (JS_IsException(result)) report_exception(ctx);
  JS_FreeValue(ctx, result);
}

void run_jobs(JSContext *ctx) {
  JSContext *where;
  int result;
  while ((result = JS_ExecutePendingJob(JS_GetRuntime(ctx), &where)) != 0) {
    if (result < 0) report_exception(where);
  }
  report_rejections(ctx);
}
