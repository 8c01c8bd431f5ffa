/* errno as JavaScript errors. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "native.h"

#define E(name) [name] = #name
static const char *const names[] = {
    E(EPERM),        E(ENOENT),       E(ESRCH),     E(EINTR),      E(EIO),          E(ENXIO),        E(E2BIG),
    E(ENOEXEC),      E(EBADF),        E(ECHILD),    E(EAGAIN),     E(ENOMEM),       E(EACCES),       E(EFAULT),
    E(ENOTBLK),      E(EBUSY),        E(EEXIST),    E(EXDEV),      E(ENODEV),       E(ENOTDIR),      E(EISDIR),
    E(EINVAL),       E(ENFILE),       E(EMFILE),    E(ENOTTY),     E(ETXTBSY),      E(EFBIG),        E(ENOSPC),
    E(ESPIPE),       E(EROFS),        E(EMLINK),    E(EPIPE),      E(ERANGE),       E(EDEADLK),      E(ENAMETOOLONG),
    E(ENOSYS),       E(ENOTEMPTY),    E(ELOOP),     E(ENODATA),    E(ETIME),        E(EPROTO),       E(EOVERFLOW),
    E(ENOTSOCK),     E(EMSGSIZE),     E(EOPNOTSUPP), E(EAFNOSUPPORT), E(EADDRINUSE), E(EADDRNOTAVAIL), E(ENETDOWN),
    E(ENETUNREACH),  E(ECONNABORTED), E(ECONNRESET), E(ENOBUFS),   E(EISCONN),      E(ENOTCONN),     E(ETIMEDOUT),
    E(ECONNREFUSED), E(EALREADY),     E(EINPROGRESS), E(ESTALE),   E(EDQUOT),       E(ECANCELED),
};

const char *errno_name(int error) {
  static char unknown[16];
  if (error > 0 && (size_t)error < sizeof(names) / sizeof(names[0]) && names[error]) return names[error];
  snprintf(unknown, sizeof(unknown), "errno %d", error);
  return unknown;
}

static JSValue throw_message(JSContext *ctx, int error, const char *message) {
  JSValue object = JS_NewError(ctx);
  if (JS_IsException(object)) return object;
  const int flags = JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE;
  JS_DefinePropertyValueStr(ctx, object, "message", JS_NewString(ctx, message), flags);
  JS_DefinePropertyValueStr(ctx, object, "code", JS_NewString(ctx, errno_name(error)), flags);
  JS_DefinePropertyValueStr(ctx, object, "errno", JS_NewInt32(ctx, error), flags);
  return JS_Throw(ctx, object);
}

JSValue throw_errno(JSContext *ctx, int error, const char *what, const char *path) {
  char message[512];
  if (path) {
    snprintf(message, sizeof(message), "Cannot %s '%s': %s", what, path, errno_name(error));
  } else {
    snprintf(message, sizeof(message), "Cannot %s: %s", what, errno_name(error));
  }
  return throw_message(ctx, error, message);
}

JSValue throw_errno_fd(JSContext *ctx, int error, const char *what, int fd) {
  char message[128];
  snprintf(message, sizeof(message), "Cannot %s file descriptor %d: %s", what, fd, errno_name(error));
  return throw_message(ctx, error, message);
}
