/* mount(2), umount2(2) and moving the root. */
#include <errno.h>
#include <sys/mount.h>
#include <unistd.h>
#include "native.h"

/* mount(source, target, type, flags, data) */
static JSValue js_mount(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  uint32_t flags;
  if (JS_ToUint32(ctx, &flags, argv[3])) return JS_EXCEPTION;
  const char *source = JS_ToCString(ctx, argv[0]), *target = JS_ToCString(ctx, argv[1]);
  const char *type = JS_ToCString(ctx, argv[2]), *data = JS_ToCString(ctx, argv[4]);
  JSValue result = JS_EXCEPTION;
  if (source && target && type && data) {
    result = mount(source, target, type, flags, data) ? throw_errno(ctx, errno, "mount on", target) : JS_UNDEFINED;
  }
  JS_FreeCString(ctx, source);
  JS_FreeCString(ctx, target);
  JS_FreeCString(ctx, type);
  JS_FreeCString(ctx, data);
  return result;
}

static JSValue js_umount(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  int flags;
  const char *target = JS_ToCString(ctx, argv[0]);
  if (!target || get_int(ctx, argv[1], &flags)) return JS_EXCEPTION;
  JSValue result = umount2(target, flags) ? throw_errno(ctx, errno, "unmount", target) : JS_UNDEFINED;
  JS_FreeCString(ctx, target);
  return result;
}

/* enterRoot(path): chdir and chroot, the second half of switching to a root that was moved onto "/". */
static JSValue js_enter_root(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  JSValue result = JS_UNDEFINED;
  if (chdir(path) || mount(".", "/", NULL, MS_MOVE, NULL) || chroot(".") || chdir("/")) {
    result = throw_errno(ctx, errno, "move the root to", path);
  }
  JS_FreeCString(ctx, path);
  return result;
}

static const JSCFunctionListEntry entries[] = {
    NATIVE("mount", js_mount, 5),
    NATIVE("umount", js_umount, 2),
    NATIVE("enterRoot", js_enter_root, 1),
};
const struct native_exports mounts_exports = {entries, sizeof(entries) / sizeof(entries[0])};
