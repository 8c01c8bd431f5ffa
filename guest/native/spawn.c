/* Starting processes. The child shares our memory until exec (vfork: no page tables are copied), so between the two it
   runs system calls on prepared memory and nothing else. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "native.h"

#define MAX_FDS 16

struct plan {
  char **argv, **env;
  const char *cwd;      /* NULL: ours */
  int fds[MAX_FDS];     /* what the child has as descriptor 0, 1, ...; -1: closed */
  int fd_count;
  int session;          /* a session of its own */
  volatile int error;   /* set by the child when it could not exec */
};

static void __attribute__((noreturn)) child(struct plan *plan) {
  sigset_t none;
  sigemptyset(&none);
  signal(SIGPIPE, SIG_DFL);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (plan->session && setsid() < 0) goto failed;
  /* First above the targets (close-on-exec, so that they vanish), then each to its place. */
  int above[MAX_FDS];
  for (int i = 0; i < plan->fd_count; i++) {
    above[i] = plan->fds[i] < 0 ? -1 : fcntl(plan->fds[i], F_DUPFD_CLOEXEC, MAX_FDS);
    if (plan->fds[i] >= 0 && above[i] < 0) goto failed;
  }
  for (int i = 0; i < plan->fd_count; i++) {
    if (above[i] < 0) close(i);
    else if (dup2(above[i], i) < 0) goto failed;
  }
  if (plan->cwd && chdir(plan->cwd)) goto failed;
  execve(plan->argv[0], plan->argv, plan->env);
failed:
  plan->error = errno;
  _exit(127);
}

static pid_t __attribute__((noinline)) start(struct plan *plan) {
  pid_t pid = vfork();
  if (pid == 0) child(plan);
  return pid;
}

static int get_fds(JSContext *ctx, JSValueConst array, struct plan *plan) {
  uint32_t count = 0;
  JSValue length = JS_GetPropertyStr(ctx, array, "length");
  if (JS_ToUint32(ctx, &count, length)) return -1;
  if (count > MAX_FDS) {
    JS_ThrowRangeError(ctx, "Too many file descriptors");
    return -1;
  }
  for (plan->fd_count = 0; plan->fd_count < (int)count; plan->fd_count++) {
    JSValue item = JS_GetPropertyUint32(ctx, array, plan->fd_count);
    if (get_int(ctx, item, &plan->fds[plan->fd_count])) return -1;
  }
  return 0;
}

/* spawn(argv, env, cwd, fds, session): the pid. argv[0] is a path. Throws what exec failed with. */
static JSValue js_spawn(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  struct plan plan = {0};
  JSValue result = JS_EXCEPTION;
  const char *cwd = JS_ToCString(ctx, argv[2]);
  if (!cwd) return JS_EXCEPTION;
  plan.cwd = *cwd ? cwd : NULL;
  plan.session = JS_ToBool(ctx, argv[4]);
  plan.argv = get_strings(ctx, argv[0]);
  plan.env = plan.argv ? get_strings(ctx, argv[1]) : NULL;
  if (plan.env && !get_fds(ctx, argv[3], &plan)) {
    pid_t pid = plan.argv[0] ? start(&plan) : -1;
    int error = !plan.argv[0] ? EINVAL : pid < 0 ? errno : plan.error;
    /* A child that failed has ended already; children.c reaps it as one that nobody knows. */
    result = error ? throw_errno(ctx, error, "run", plan.argv[0]) : JS_NewInt32(ctx, pid);
  }
  free_strings(ctx, plan.argv);
  free_strings(ctx, plan.env);
  JS_FreeCString(ctx, cwd);
  return result;
}

/* kill(pid, signal): false when there is no such process. */
static JSValue js_kill(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  int pid, sig;
  if (get_int(ctx, argv[0], &pid) || get_int(ctx, argv[1], &sig)) return JS_EXCEPTION;
  /* 0 and below name groups, 1 is the agent: never what a caller means. */
  if (pid <= 1) return JS_ThrowRangeError(ctx, "Cannot signal process %d", pid);
  if (kill(pid, sig) == 0) return JS_TRUE;
  return errno == ESRCH ? JS_FALSE : throw_errno(ctx, errno, "signal a process", NULL);
}

static const JSCFunctionListEntry entries[] = {
    NATIVE("spawn", js_spawn, 5),
    NATIVE("kill", js_kill, 2),
};
const struct native_exports spawn_exports = {entries, sizeof(entries) / sizeof(entries[0])};
