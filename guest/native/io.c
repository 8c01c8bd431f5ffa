/* Reading and writing descriptors. Would-block is a value (null, -1), not an error: the caller then waits for an event. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "native.h"

#define ARGS JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv
#define UNUSED_ARGS (void)this_value, (void)argc
#define SMALL_READ 4096

/* open(path, flags, mode): O_CLOEXEC is always set. */
static JSValue js_open(ARGS) {
  UNUSED_ARGS;
  int flags, mode;
  if (get_int(ctx, argv[1], &flags) || get_int(ctx, argv[2], &mode)) return JS_EXCEPTION;
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  int fd = open(path, flags | O_CLOEXEC, mode);
  JSValue result = fd < 0 ? throw_errno(ctx, errno, "open", path) : JS_NewInt32(ctx, fd);
  JS_FreeCString(ctx, path);
  return result;
}

static JSValue js_close(ARGS) {
  UNUSED_ARGS;
  int fd;
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  loop_forget(ctx, fd);
  return close(fd) && errno != EINTR ? throw_errno_fd(ctx, errno, "close", fd) : JS_UNDEFINED;
}

/* read(fd, max): a new Uint8Array of what is there, at most `max` bytes; empty at the end; null when it would block. */
static JSValue js_read(ARGS) {
  UNUSED_ARGS;
  int fd, max, available = 0;
  if (get_int(ctx, argv[0], &fd) || get_int(ctx, argv[1], &max)) return JS_EXCEPTION;
  /* Allocate what is there, not what would be allowed; 0 is also what an ended pipe says, so read even then. */
  if (ioctl(fd, FIONREAD, &available) || available < SMALL_READ) available = SMALL_READ;
  if (max < 1) return JS_ThrowRangeError(ctx, "Cannot read %d bytes", max);
  if (available > max) available = max;
  uint8_t *data = js_malloc(ctx, available);
  if (!data) return JS_EXCEPTION;
  ssize_t count;
  do count = read(fd, data, available);
  while (count < 0 && errno == EINTR);
  if (count < 0) {
    int error = errno;
    js_free(ctx, data);
    return error == EAGAIN ? JS_NULL : throw_errno_fd(ctx, error, "read", fd);
  }
  if (count + SMALL_READ / 2 < available) {
    uint8_t *fitted = js_realloc(ctx, data, count ? count : 1);
    if (fitted) data = fitted;
  }
  return new_bytes_owned(ctx, data, count);
}

/* One direction of read(2) and write(2), repeated: a virtio port moves 4 KiB (in) or 32 KiB (out) at a time, and a step
   in C costs a fraction of one in JavaScript. */
static JSValue move(JSContext *ctx, JSValueConst *argv, int is_write) {
  int fd;
  uint8_t *data;
  size_t length, moved = 0;
  if (get_int(ctx, argv[0], &fd) || get_bytes(ctx, argv[1], &data, &length)) return JS_EXCEPTION;
  do {
    ssize_t count = is_write ? write(fd, data + moved, length - moved) : read(fd, data + moved, length - moved);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      if (moved > 0 || count == 0) break; /* the end, or the error, will be there next time */
      return errno == EAGAIN ? JS_NewInt32(ctx, -1) : throw_errno_fd(ctx, errno, is_write ? "write" : "read", fd);
    }
    moved += count;
  } while (moved < length);
  return JS_NewInt32(ctx, moved);
}

/* readInto(fd, bytes): how many bytes were read, 0 at the end, -1 when it would block. */
static JSValue js_read_into(ARGS) {
  UNUSED_ARGS;
  return move(ctx, argv, 0);
}

/* write(fd, bytes): how many bytes were taken, -1 when it would block. */
static JSValue js_write(ARGS) {
  UNUSED_ARGS;
  return move(ctx, argv, 1);
}

/* pipe(capacity): [read end, write end], both close-on-exec and blocking. Less capacity than asked for is no error. */
static JSValue js_pipe(ARGS) {
  UNUSED_ARGS;
  int fds[2], capacity;
  if (get_int(ctx, argv[0], &capacity)) return JS_EXCEPTION;
  if (pipe2(fds, O_CLOEXEC)) return throw_errno(ctx, errno, "make a pipe", NULL);
  fcntl(fds[0], F_SETPIPE_SZ, capacity);
  JSValue pair = JS_NewArray(ctx);
  JS_SetPropertyUint32(ctx, pair, 0, JS_NewInt32(ctx, fds[0]));
  JS_SetPropertyUint32(ctx, pair, 1, JS_NewInt32(ctx, fds[1]));
  return pair;
}

static JSValue js_duplicate(ARGS) {
  UNUSED_ARGS;
  int fd;
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  return copy < 0 ? throw_errno_fd(ctx, errno, "duplicate", fd) : JS_NewInt32(ctx, copy);
}

/* readAgain(fd): a small file of /sys from its start, through a descriptor that is watched for changes. */
static JSValue js_read_again(ARGS) {
  UNUSED_ARGS;
  int fd;
  char text[4096];
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  ssize_t count = pread(fd, text, sizeof(text), 0);
  return count < 0 ? throw_errno_fd(ctx, errno, "read", fd) : JS_NewStringLen(ctx, text, count);
}

static JSValue js_set_nonblocking(ARGS) {
  UNUSED_ARGS;
  int fd;
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK)) return throw_errno_fd(ctx, errno, "set O_NONBLOCK of", fd);
  return JS_UNDEFINED;
}

static const JSCFunctionListEntry entries[] = {
    NATIVE("open", js_open, 3),   NATIVE("close", js_close, 1),        NATIVE("read", js_read, 2),
    NATIVE("write", js_write, 2), NATIVE("readInto", js_read_into, 2), NATIVE("pipe", js_pipe, 1),
    NATIVE("readAgain", js_read_again, 1),
    NATIVE("duplicate", js_duplicate, 1),
    NATIVE("setNonblocking", js_set_nonblocking, 1),
};
const struct native_exports io_exports = {entries, sizeof(entries) / sizeof(entries[0])};
