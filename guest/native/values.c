/* C values out of JavaScript arguments, and back. */
#include <string.h>
#include "native.h"

int get_int(JSContext *ctx, JSValueConst value, int *result) {
  int32_t number;
  if (JS_ToInt32(ctx, &number, value)) return -1;
  *result = number;
  return 0;
}

int get_bytes(JSContext *ctx, JSValueConst value, uint8_t **data, size_t *length) {
  size_t offset, size, element;
  JSValue buffer = JS_GetTypedArrayBuffer(ctx, value, &offset, length, &element);
  if (JS_IsException(buffer)) return -1;
  uint8_t *start = JS_GetArrayBuffer(ctx, &size, buffer);
  JS_FreeValue(ctx, buffer); /* the view itself keeps the buffer alive */
  if (!start && size) return -1;
  *data = start ? start + offset : (uint8_t *)"";
  return 0;
}

static void free_owned(JSRuntime *rt, void *opaque, void *data) {
  (void)opaque;
  js_free_rt(rt, data);
}

JSValue new_bytes_owned(JSContext *ctx, uint8_t *data, size_t length) {
  JSValue buffer = JS_NewArrayBuffer(ctx, data, length, free_owned, NULL, 0);
  if (JS_IsException(buffer)) {
    js_free(ctx, data);
    return buffer;
  }
  /* The constructor looks at three arguments, whatever their count. */
  JSValueConst arguments[3] = {buffer, JS_UNDEFINED, JS_UNDEFINED};
  JSValue array = JS_NewTypedArray(ctx, 3, arguments, JS_TYPED_ARRAY_UINT8);
  JS_FreeValue(ctx, buffer);
  return array;
}

char **get_strings(JSContext *ctx, JSValueConst array) {
  uint32_t count = 0;
  JSValue length = JS_GetPropertyStr(ctx, array, "length");
  if (JS_ToUint32(ctx, &count, length)) return NULL;
  if (count > 65536) {
    JS_ThrowRangeError(ctx, "Too many strings");
    return NULL;
  }
  char **strings = js_mallocz(ctx, (count + 1) * sizeof(char *));
  if (!strings) return NULL;
  for (uint32_t i = 0; i < count; i++) {
    JSValue item = JS_GetPropertyUint32(ctx, array, i);
    const char *text = JS_ToCString(ctx, item);
    JS_FreeValue(ctx, item);
    strings[i] = text ? js_strdup(ctx, text) : NULL;
    JS_FreeCString(ctx, text);
    if (!strings[i]) {
      free_strings(ctx, strings);
      return NULL;
    }
  }
  return strings;
}

void free_strings(JSContext *ctx, char **strings) {
  if (!strings) return;
  for (char **s = strings; *s; s++) js_free(ctx, *s);
  js_free(ctx, strings);
}
