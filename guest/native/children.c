/* Ended children, our own and the orphans that PID 1 inherits: a signalfd for SIGCHLD, then waitpid until none is left. */
#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>
#include "native.h"

static JSValue callback;
static int watching;

static void reap(JSContext *ctx, void *opaque) {
  struct signalfd_siginfo info[8];
  int fd = (int)(intptr_t)opaque, status;
  /* One SIGCHLD may stand for many children: take all, and the counter of signals for nothing. */
  while (read(fd, info, sizeof(info)) > 0) continue;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
    if (!WIFEXITED(status) && !WIFSIGNALED(status)) continue;
    /* The shell's convention, which is that of the OCI runtimes too. */
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    JSValue arguments[2] = {JS_NewInt32(ctx, pid), JS_NewInt32(ctx, code)};
    call_and_report(ctx, callback, 2, (JSValueConst *)arguments);
    run_jobs(ctx);
  }
}

/* onChildExit(callback): callback(pid, exit code or 128 + signal) for every child that ends from now on. Once only. */
static JSValue js_on_child_exit(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  sigset_t set;
  if (watching) return throw_errno(ctx, EEXIST, "watch children", NULL);
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, NULL);
  int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (fd < 0 || loop_watch_native(fd, EPOLLIN, reap, (void *)(intptr_t)fd)) return throw_errno(ctx, errno, "watch children", NULL);
  callback = JS_DupValue(ctx, argv[0]);
  watching = 1;
  return JS_UNDEFINED;
}

static const JSCFunctionListEntry entries[] = {NATIVE("onChildExit", js_on_child_exit, 1)};
const struct native_exports children_exports = {entries, sizeof(entries) / sizeof(entries[0])};
