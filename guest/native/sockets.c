/* Sockets: unix ones for crun's console socket, vsock ones for the host, rtnetlink, TCP within the guest. */
#include <errno.h>
#include <string.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include "native.h"

#define ARGS JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv
#define UNUSED_ARGS (void)this_value, (void)argc
#define BACKLOG 128 /* three streams for each of many execs at once */

static JSValue listening(JSContext *ctx, int family, struct sockaddr *address, socklen_t length, const char *path) {
  int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd >= 0 && !bind(fd, address, length) && !listen(fd, BACKLOG)) return JS_NewInt32(ctx, fd);
  int error = errno;
  if (fd >= 0) close(fd);
  return throw_errno(ctx, error, "listen on", path);
}

static JSValue js_listen_unix(ARGS) {
  UNUSED_ARGS;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  JSValue result;
  if (strlen(path) >= sizeof(address.sun_path)) {
    result = throw_errno(ctx, ENAMETOOLONG, "listen on", path);
  } else {
    strcpy(address.sun_path, path);
    result = listening(ctx, AF_UNIX, (struct sockaddr *)&address, sizeof(address), path);
  }
  JS_FreeCString(ctx, path);
  return result;
}

static JSValue js_listen_vsock(ARGS) {
  UNUSED_ARGS;
  int port;
  if (get_int(ctx, argv[0], &port)) return JS_EXCEPTION;
  struct sockaddr_vm address = {.svm_family = AF_VSOCK, .svm_cid = VMADDR_CID_ANY, .svm_port = (unsigned)port};
  return listening(ctx, AF_VSOCK, (struct sockaddr *)&address, sizeof(address), "vsock");
}

/* listenUevents(): a socket that becomes readable whenever the kernel adds or changes a device. */
static JSValue js_listen_uevents(ARGS) {
  UNUSED_ARGS;
  (void)argv;
  struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = 1};
  int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);
  if (fd >= 0 && !bind(fd, (struct sockaddr *)&address, sizeof(address))) return JS_NewInt32(ctx, fd);
  int error = errno;
  if (fd >= 0) close(fd);
  return throw_errno(ctx, error, "listen for device events", NULL);
}

static JSValue js_open_rtnetlink(ARGS) {
  UNUSED_ARGS;
  (void)argv;
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  return fd < 0 ? throw_errno(ctx, errno, "open rtnetlink", NULL) : JS_NewInt32(ctx, fd);
}

/* connectTcp(4 or 16 bytes of address, port): a connection on its way. */
static JSValue js_connect_tcp(ARGS) {
  UNUSED_ARGS;
  uint8_t *bytes;
  size_t length;
  int port;
  if (get_bytes(ctx, argv[0], &bytes, &length) || get_int(ctx, argv[1], &port)) return JS_EXCEPTION;
  union {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
  } address = {0};
  const int is_v4 = length == 4;
  if (is_v4) {
    address.v4.sin_family = AF_INET;
    address.v4.sin_port = htons((uint16_t)port);
    memcpy(&address.v4.sin_addr, bytes, 4);
  } else if (length == 16) {
    address.v6.sin6_family = AF_INET6;
    address.v6.sin6_port = htons((uint16_t)port);
    memcpy(&address.v6.sin6_addr, bytes, 16);
  } else {
    return throw_errno(ctx, EAFNOSUPPORT, "connect", NULL);
  }
  int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const socklen_t size = is_v4 ? sizeof(address.v4) : sizeof(address.v6);
  if (fd >= 0 && (!connect(fd, &address.any, size) || errno == EINPROGRESS)) return JS_NewInt32(ctx, fd);
  int error = errno;
  if (fd >= 0) close(fd);
  return throw_errno(ctx, error, "connect", NULL);
}

static JSValue js_throw_socket_error(ARGS) {
  UNUSED_ARGS;
  int fd, error = 0;
  socklen_t size = sizeof(error);
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size)) error = errno;
  if (!error) return JS_UNDEFINED;
  const char *what = JS_ToCString(ctx, argv[1]);
  JSValue result = throw_errno(ctx, error, "connect to", what);
  JS_FreeCString(ctx, what);
  return result;
}

static JSValue js_shutdown_write(ARGS) {
  UNUSED_ARGS;
  int fd;
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  return shutdown(fd, SHUT_WR) ? throw_errno_fd(ctx, errno, "shut down", fd) : JS_UNDEFINED;
}

/* accept(fd): the connection (nonblocking), -1 when none waits. */
static JSValue js_accept(ARGS) {
  UNUSED_ARGS;
  int fd;
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  int connection = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (connection >= 0 || errno == EAGAIN) return JS_NewInt32(ctx, connection);
  return throw_errno_fd(ctx, errno, "accept from", fd);
}

/* hostPort(connection): the host's port of a vsock connection; -1 where the other end is not the host's. */
static JSValue js_host_port(ARGS) {
  UNUSED_ARGS;
  int fd;
  struct sockaddr_vm address = {0};
  socklen_t size = sizeof(address);
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  if (getpeername(fd, (struct sockaddr *)&address, &size)) return throw_errno_fd(ctx, errno, "name the peer of", fd);
  return address.svm_cid == VMADDR_CID_HOST ? JS_NewInt64(ctx, address.svm_port) : JS_NewInt32(ctx, -1);
}

/* receiveFd(connection): a descriptor that was sent with SCM_RIGHTS; -1 when none has come. The message's text is dropped. */
static JSValue js_receive_fd(ARGS) {
  UNUSED_ARGS;
  int fd, received = -1;
  if (get_int(ctx, argv[0], &fd)) return JS_EXCEPTION;
  char text[256];
  union {
    char space[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
  } control;
  struct iovec part = {text, sizeof(text)};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control)};
  ssize_t count;
  do count = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
  while (count < 0 && errno == EINTR);
  if (count < 0 && errno == EAGAIN) return JS_NewInt32(ctx, -1);
  if (count < 0) return throw_errno_fd(ctx, errno, "receive from", fd);
  for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) memcpy(&received, CMSG_DATA(c), sizeof(int));
  }
  return received < 0 ? throw_errno_fd(ctx, ENODATA, "receive from", fd) : JS_NewInt32(ctx, received);
}

static const JSCFunctionListEntry entries[] = {
    NATIVE("listenUnix", js_listen_unix, 1),
    NATIVE("listenVsock", js_listen_vsock, 1),
    NATIVE("listenUevents", js_listen_uevents, 0),
    NATIVE("openRtnetlink", js_open_rtnetlink, 0),
    NATIVE("connectTcp", js_connect_tcp, 2),
    NATIVE("throwSocketError", js_throw_socket_error, 2),
    NATIVE("shutdownWrite", js_shutdown_write, 1),
    NATIVE("accept", js_accept, 1),
    NATIVE("hostPort", js_host_port, 1),
    NATIVE("receiveFd", js_receive_fd, 1),
};
const struct native_exports sockets_exports = {entries, sizeof(entries) / sizeof(entries[0])};
