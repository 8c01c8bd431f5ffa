/* Bytes carried from one descriptor to another without a step in JavaScript: between a process and a stream of the host's. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>
#include "native.h"

#define TURN (1 << 20)       /* bytes after which others have their turn */
/* What one splice moves. Into a socket it becomes one packet, for which the kernel wants memory in one piece: less than 32 KiB with its
   header, since larger pieces are hard to come by. Into a pipe it makes pages ready for as much as is asked for. */
#define OUT_OF_PIPE (28 << 10)
#define INTO_PIPE (64 << 10)
#define TERMINAL_READ 4096 /* the most that a terminal gives at once */

struct carrier {
  struct carrier *next;
  int id, from, to;
  int is_spliced;   /* a pipe is at one end: what was not taken yet stays where it is */
  int is_into_pipe;
  int is_finishing; /* ends as soon as nothing is there to be carried */
  uint8_t *rest;    /* else: what was read and not taken yet */
  int start, end;
};
static struct carrier *carriers;
static int last_id;

static void end(JSContext *ctx, struct carrier *c) {
  struct carrier **link = &carriers;
  while (*link != c) link = &(*link)->next;
  *link = c->next;
  loop_forget(ctx, c->from);
  loop_forget(ctx, c->to);
  close(c->from);
  close(c->to);
  free(c->rest);
  free(c);
}

/* By way of memory of ours: a terminal and a socket cannot be spliced. */
static ssize_t move_by_copy(struct carrier *c) {
  if (c->start == c->end) {
    if (!c->rest && !(c->rest = malloc(TERMINAL_READ))) return -1;
    ssize_t count = read(c->from, c->rest, TERMINAL_READ);
    if (count < 0 && errno == EIO) return 0; /* pty(7): the last terminal end is closed */
    if (count <= 0) return count;
    c->start = 0;
    c->end = (int)count;
  }
  ssize_t count = write(c->to, c->rest + c->start, c->end - c->start);
  if (count < 0) return count;
  c->start += (int)count;
  if (c->start == c->end) {
    free(c->rest);
    c->rest = NULL;
    c->start = c->end = 0;
  }
  return count;
}

static ssize_t move(struct carrier *c) {
  if (!c->is_spliced) return move_by_copy(c);
  return splice(c->from, NULL, c->to, NULL, c->is_into_pipe ? INTO_PIPE : OUT_OF_PIPE, SPLICE_F_NONBLOCK);
}

/*
 * Moves what can be moved, then waits for the end that is not ready. EAGAIN does not say which that is; and one event at a time is
 * asked for, since a hang-up of the other end would be told again and again.
 */
static void carry(JSContext *ctx, void *opaque) {
  struct carrier *c = opaque;
  ssize_t count = 0, moved = 0;
  while (moved < TURN && (count = move(c)) != 0) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    moved += count;
  }
  if (count == 0 || (count < 0 && errno != EAGAIN)) return end(ctx, c);
  struct pollfd ends[2] = {{.fd = c->from, .events = POLLIN}, {.fd = c->to, .events = POLLOUT}};
  int has_rest = c->start < c->end;
  poll(ends, 2, 0);
  if (c->is_finishing && !has_rest && !ends[0].revents) return end(ctx, c);
  /* Where both are ready by now, either will be told of at once. */
  int waits_for_target = has_rest || (ends[0].revents && !ends[1].revents);
  int failed = waits_for_target ? loop_watch_native(c->to, EPOLLOUT | EPOLLONESHOT, carry, c)
                                : loop_watch_native(c->from, EPOLLIN | EPOLLONESHOT, carry, c);
  if (failed) end(ctx, c);
}

static int set_nonblocking(int fd) {
  int flags = fcntl(fd, F_GETFL);
  return flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

static int is_pipe(int fd) {
  struct stat s;
  return !fstat(fd, &s) && S_ISFIFO(s.st_mode);
}

/* carry(from, to): takes both over, and carries until `from` is at its end or either breaks; then closes both. Returns an id. */
static JSValue js_carry(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  int from, to;
  if (get_int(ctx, argv[0], &from) || get_int(ctx, argv[1], &to)) return JS_EXCEPTION;
  struct carrier *c = malloc(sizeof(*c));
  if (!c) return JS_ThrowOutOfMemory(ctx);
  last_id = last_id == 2147483647 ? 1 : last_id + 1;
  *c = (struct carrier){.next = carriers, .id = last_id, .from = from, .to = to, .is_into_pipe = is_pipe(to)};
  c->is_spliced = c->is_into_pipe || is_pipe(from);
  carriers = c;
  if (set_nonblocking(from) || set_nonblocking(to) || loop_watch_native(from, EPOLLIN | EPOLLONESHOT, carry, c)) {
    int error = errno;
    end(ctx, c);
    return throw_errno_fd(ctx, error, "carry from", from);
  }
  return JS_NewInt32(ctx, last_id);
}

static struct carrier *find(int id) {
  struct carrier *c = carriers;
  while (c && c->id != id) c = c->next;
  return c;
}

/* stopCarrying(id): closes both ends now. One that has ended is none. */
static JSValue js_stop_carrying(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  int id;
  if (get_int(ctx, argv[0], &id)) return JS_EXCEPTION;
  struct carrier *c = find(id);
  if (c) end(ctx, c);
  return JS_UNDEFINED;
}

/* finishCarrying(id): closes both ends once all is carried that is there. */
static JSValue js_finish_carrying(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  int id;
  if (get_int(ctx, argv[0], &id)) return JS_EXCEPTION;
  struct carrier *c = find(id);
  if (!c) return JS_UNDEFINED;
  c->is_finishing = 1;
  carry(ctx, c);
  return JS_UNDEFINED;
}

static const JSCFunctionListEntry entries[] = {
    NATIVE("carry", js_carry, 2),
    NATIVE("stopCarrying", js_stop_carrying, 1),
    NATIVE("finishCarrying", js_finish_carrying, 1),
};
const struct native_exports carriers_exports = {entries, sizeof(entries) / sizeof(entries[0])};
