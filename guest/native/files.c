/* The file system by path. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "native.h"

#define ARGS JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv
#define UNUSED_ARGS (void)this_value, (void)argc
#define MAX_FILE (16 << 20) /* what readFile takes: a file that grows without end must not end the agent */

static JSValue done(JSContext *ctx, int result, const char *what, const char *path) {
  JSValue value = result ? throw_errno(ctx, errno, what, path) : JS_UNDEFINED;
  JS_FreeCString(ctx, path);
  return value;
}

/* readFile(path): the whole file as text (files of /proc and /sys have no size: read until the end). */
static JSValue js_read_file(ARGS) {
  UNUSED_ARGS;
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  size_t length = 0, capacity = 1024;
  char *data = NULL;
  int error = 0, fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) error = errno;
  while (!error) {
    char *grown = !data || length == capacity ? realloc(data, data ? capacity *= 4 : capacity) : data;
    if (!grown || capacity > MAX_FILE) {
      error = EFBIG;
      if (grown) data = grown;
      break;
    }
    data = grown;
    ssize_t count = read(fd, data + length, capacity - length);
    if (count == 0) break;
    if (count > 0) length += count;
    else if (errno != EINTR) error = errno;
  }
  if (fd >= 0) close(fd);
  JSValue result = error ? throw_errno(ctx, error, "read", path) : JS_NewStringLen(ctx, data, length);
  free(data);
  JS_FreeCString(ctx, path);
  return result;
}

/* writeFile(path, text or bytes, mode): creates or truncates; one write, as the files of /proc and /sys want it. */
static JSValue js_write_file(ARGS) {
  UNUSED_ARGS;
  uint8_t *data;
  size_t length;
  int mode;
  if (get_int(ctx, argv[2], &mode)) return JS_EXCEPTION;
  const char *path = JS_ToCString(ctx, argv[0]);
  const char *text = path && JS_IsString(argv[1]) ? JS_ToCStringLen(ctx, &length, argv[1]) : NULL;
  if (text) data = (uint8_t *)text;
  else if (!path || get_bytes(ctx, argv[1], &data, &length)) {
    JS_FreeCString(ctx, path);
    return JS_EXCEPTION;
  }
  int result = -1, fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (fd >= 0) {
    size_t written = 0;
    do {
      ssize_t count = write(fd, data + written, length - written);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) break;
      written += count;
    } while (written < length);
    result = written == length ? 0 : -1;
    int error = errno;
    close(fd);
    errno = error;
  }
  JS_FreeCString(ctx, text);
  return done(ctx, result, "write", path);
}

static JSValue js_mkdir(ARGS) {
  UNUSED_ARGS;
  int mode;
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path || get_int(ctx, argv[1], &mode)) return JS_EXCEPTION;
  return done(ctx, mkdir(path, mode), "make directory", path);
}

/* unlink(path) and rmdir(path), by magic number. */
static JSValue js_remove(ARGS, int directory) {
  UNUSED_ARGS;
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  return done(ctx, directory ? rmdir(path) : unlink(path), directory ? "remove directory" : "remove", path);
}

static JSValue js_symlink(ARGS) {
  UNUSED_ARGS;
  const char *target = JS_ToCString(ctx, argv[0]), *path = JS_ToCString(ctx, argv[1]);
  if (!target || !path) return JS_EXCEPTION;
  int result = symlink(target, path);
  JS_FreeCString(ctx, target);
  return done(ctx, result, "make link", path);
}

static JSValue js_read_dir(ARGS) {
  UNUSED_ARGS;
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  DIR *directory = opendir(path);
  if (!directory) return done(ctx, -1, "list", path);
  JSValue names = JS_NewArray(ctx);
  uint32_t count = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    JS_SetPropertyUint32(ctx, names, count++, JS_NewString(ctx, entry->d_name));
  }
  closedir(directory);
  JS_FreeCString(ctx, path);
  return names;
}

/* stat(path): {mode, size, device, inode}, not following a link at the end; null where there is nothing. */
static JSValue js_stat(ARGS) {
  UNUSED_ARGS;
  struct stat s;
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  if (lstat(path, &s)) {
    if (errno != ENOENT && errno != ENOTDIR) return done(ctx, -1, "stat", path);
    JS_FreeCString(ctx, path);
    return JS_NULL;
  }
  JS_FreeCString(ctx, path);
  JSValue object = JS_NewObject(ctx);
  JS_SetPropertyStr(ctx, object, "mode", JS_NewUint32(ctx, s.st_mode));
  JS_SetPropertyStr(ctx, object, "size", JS_NewInt64(ctx, s.st_size));
  JS_SetPropertyStr(ctx, object, "device", JS_NewInt64(ctx, s.st_dev));
  JS_SetPropertyStr(ctx, object, "inode", JS_NewInt64(ctx, s.st_ino));
  return object;
}

static const JSCFunctionListEntry entries[] = {
    NATIVE("readFile", js_read_file, 1),
    NATIVE("writeFile", js_write_file, 3),
    NATIVE("mkdir", js_mkdir, 2),
    JS_CFUNC_MAGIC_DEF("unlink", 1, js_remove, 0),
    JS_CFUNC_MAGIC_DEF("rmdir", 1, js_remove, 1),
    NATIVE("symlink", js_symlink, 2),
    NATIVE("readDir", js_read_dir, 1),
    NATIVE("stat", js_stat, 1),
};
const struct native_exports files_exports = {entries, sizeof(entries) / sizeof(entries[0])};
