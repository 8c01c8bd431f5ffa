/* The machine itself: its name, clocks, entropy, loopback interface, terminals, disks, power. */
#include <errno.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <linux/fs.h>
#include <linux/random.h>
#include "native.h"

#define ARGS JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv
#define UNUSED_ARGS (void)this_value, (void)argc

static JSValue js_set_hostname(ARGS) {
  UNUSED_ARGS;
  const char *name = JS_ToCString(ctx, argv[0]);
  if (!name) return JS_EXCEPTION;
  JSValue result = sethostname(name, strlen(name)) ? throw_errno(ctx, errno, "set host name", name) : JS_UNDEFINED;
  JS_FreeCString(ctx, name);
  return result;
}

/* setClock(seconds, nanoseconds) since 1970. */
static JSValue js_set_clock(ARGS) {
  UNUSED_ARGS;
  int64_t seconds;
  int nanoseconds;
  if (JS_ToBigInt64(ctx, &seconds, argv[0]) || get_int(ctx, argv[1], &nanoseconds)) return JS_EXCEPTION;
  struct timespec t = {.tv_sec = seconds, .tv_nsec = nanoseconds};
  return clock_settime(CLOCK_REALTIME, &t) ? throw_errno(ctx, errno, "set the clock", NULL) : JS_UNDEFINED;
}

static double started;

static double uptime(void) {
  struct timespec t;
  clock_gettime(CLOCK_BOOTTIME, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

void system_started(void) {
  started = uptime();
}

/* uptime(): milliseconds since boot, with a fraction. started(): what it was when this process began. */
static JSValue js_uptime(ARGS, int at_start) {
  UNUSED_ARGS;
  (void)argv;
  return JS_NewFloat64(ctx, at_start ? started : uptime());
}

/* addEntropy(fd of /dev/random, bytes): credits them in full and has the generator take them in at once. */
static JSValue js_add_entropy(ARGS) {
  UNUSED_ARGS;
  int fd;
  uint8_t *data;
  size_t length;
  if (get_int(ctx, argv[0], &fd) || get_bytes(ctx, argv[1], &data, &length)) return JS_EXCEPTION;
  if (length > 4096) length = 4096;
  struct rand_pool_info *info = malloc(sizeof(*info) + length);
  if (!info) return JS_ThrowOutOfMemory(ctx);
  info->entropy_count = length * 8;
  info->buf_size = length;
  memcpy(info->buf, data, length);
  int failed = ioctl(fd, RNDADDENTROPY, info) || ioctl(fd, RNDRESEEDCRNG);
  int error = errno;
  free(info);
  return failed ? throw_errno(ctx, error, "add entropy", NULL) : JS_UNDEFINED;
}

static JSValue js_interface_up(ARGS) {
  UNUSED_ARGS;
  struct ifreq request = {0};
  const char *name = JS_ToCString(ctx, argv[0]);
  if (!name) return JS_EXCEPTION;
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  int failed = fd < 0 || ioctl(fd, SIOCGIFFLAGS, &request);
  if (!failed) {
    request.ifr_flags |= IFF_UP | IFF_RUNNING;
    failed = ioctl(fd, SIOCSIFFLAGS, &request);
  }
  JSValue result = failed ? throw_errno(ctx, errno, "bring up interface", name) : JS_UNDEFINED;
  if (fd >= 0) close(fd);
  JS_FreeCString(ctx, name);
  return result;
}

static JSValue js_errno_name(ARGS) {
  UNUSED_ARGS;
  int code;
  return get_int(ctx, argv[0], &code) ? JS_EXCEPTION : JS_NewString(ctx, errno_name(code));
}

/* setWindowSize(terminal, rows, columns) */
static JSValue js_set_window_size(ARGS) {
  UNUSED_ARGS;
  int fd, rows, columns;
  if (get_int(ctx, argv[0], &fd) || get_int(ctx, argv[1], &rows) || get_int(ctx, argv[2], &columns)) return JS_EXCEPTION;
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(fd, TIOCSWINSZ, &size) ? throw_errno_fd(ctx, errno, "resize", fd) : JS_UNDEFINED;
}

/* setDiskReadOnly(disk, readOnly) */
static JSValue js_set_disk_read_only(ARGS) {
  UNUSED_ARGS;
  int fd, read_only = JS_ToBool(ctx, argv[1]);
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  return ioctl(fd, BLKROSET, &read_only) ? throw_errno_fd(ctx, errno, "make read-only or writable", fd) : JS_UNDEFINED;
}

/* powerOff(): ends the VM after what was written is on its way. */
static JSValue js_power_off(ARGS) {
  UNUSED_ARGS;
  (void)argv;
  sync();
  reboot(RB_AUTOBOOT); /* microvm has no power button: a reset is what QEMU's -no-reboot ends on */
  return throw_errno(ctx, errno, "power off", NULL);
}

static const JSCFunctionListEntry entries[] = {
    NATIVE("setHostname", js_set_hostname, 1), NATIVE("setClock", js_set_clock, 2),
    JS_CFUNC_MAGIC_DEF("uptime", 0, js_uptime, 0), JS_CFUNC_MAGIC_DEF("started", 0, js_uptime, 1),
    NATIVE("addEntropy", js_add_entropy, 2),
    NATIVE("interfaceUp", js_interface_up, 1), NATIVE("setWindowSize", js_set_window_size, 3),
    NATIVE("setDiskReadOnly", js_set_disk_read_only, 2),
    NATIVE("errnoName", js_errno_name, 1), NATIVE("powerOff", js_power_off, 0),
};
const struct native_exports system_exports = {entries, sizeof(entries) / sizeof(entries[0])};
