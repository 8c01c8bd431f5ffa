/* Globals that the language itself does not define: TextEncoder, TextDecoder, console, queueMicrotask. */
#include <stdio.h>
#include <string.h>
#include "native.h"

static JSValue encode(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  size_t length = 0;
  const char *text = argc > 0 && !JS_IsUndefined(argv[0]) ? JS_ToCStringLen(ctx, &length, argv[0]) : NULL;
  if (!text && argc > 0 && !JS_IsUndefined(argv[0])) return JS_EXCEPTION;
  uint8_t *copy = js_malloc(ctx, length + 1);
  if (copy && length) memcpy(copy, text, length);
  JS_FreeCString(ctx, text);
  return copy ? new_bytes_owned(ctx, copy, length) : JS_EXCEPTION;
}

/* Malformed sequences become U+FFFD, as a TextDecoder that is not `fatal` does. */
static JSValue decode(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  uint8_t *data;
  size_t length;
  if (argc < 1 || JS_IsUndefined(argv[0])) return JS_NewString(ctx, "");
  if (get_bytes(ctx, argv[0], &data, &length)) return JS_EXCEPTION;
  return JS_NewStringLen(ctx, (const char *)data, length);
}

static JSValue new_text_encoder(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  (void)argv;
  JSValue object = JS_NewObject(ctx);
  JS_SetPropertyStr(ctx, object, "encode", JS_NewCFunction(ctx, encode, "encode", 1));
  return object;
}

static JSValue new_text_decoder(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  (void)argv;
  JSValue object = JS_NewObject(ctx);
  JS_SetPropertyStr(ctx, object, "decode", JS_NewCFunction(ctx, decode, "decode", 1));
  return object;
}

static JSValue console_log(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  for (int i = 0; i < argc; i++) {
    const char *text = JS_ToCString(ctx, argv[i]);
    if (!text) return JS_EXCEPTION;
    fprintf(stderr, "%s%s", i ? " " : "", text);
    JS_FreeCString(ctx, text);
  }
  fputc('\n', stderr);
  return JS_UNDEFINED;
}

static JSValue run_callback(JSContext *ctx, int argc, JSValueConst *argv) {
  (void)argc;
  return JS_Call(ctx, argv[0], JS_UNDEFINED, 0, NULL);
}

static JSValue queue_microtask(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  return JS_EnqueueJob(ctx, run_callback, 1, argv) ? JS_EXCEPTION : JS_UNDEFINED;
}

void globals_init(JSContext *ctx) {
  JSValue global = JS_GetGlobalObject(ctx);
  JSValue console = JS_NewObject(ctx);
  static const char *const levels[] = {"debug", "log", "info", "warn", "error"};
  for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
    JS_SetPropertyStr(ctx, console, levels[i], JS_NewCFunction(ctx, console_log, levels[i], 1));
  }
  JS_SetPropertyStr(ctx, global, "console", console);
  JS_SetPropertyStr(ctx, global, "queueMicrotask", JS_NewCFunction(ctx, queue_microtask, "queueMicrotask", 1));
  JS_SetPropertyStr(ctx, global, "TextEncoder",
                    JS_NewCFunction2(ctx, new_text_encoder, "TextEncoder", 0, JS_CFUNC_constructor_or_func, 0));
  JS_SetPropertyStr(ctx, global, "TextDecoder",
                    JS_NewCFunction2(ctx, new_text_decoder, "TextDecoder", 0, JS_CFUNC_constructor_or_func, 0));
  JS_FreeValue(ctx, global);
}
