/* PID namespaces for pods whose containers see each other's processes. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "native.h"

/* The first process of such a namespace, what the pause process is on a host: it reaps the orphans and lives until it is
   killed from outside. No signal from inside reaches it, since it handles none (pid_namespaces(7)). */
int pod_init(void) {
  sigset_t set;
  int signal_number;
  sigfillset(&set);
  sigprocmask(SIG_BLOCK, &set, NULL);
  prctl(PR_SET_NAME, "pod");
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  while (sigwait(&set, &signal_number) == 0) {
    while (waitpid(-1, NULL, WNOHANG) > 0) continue;
  }
  return 1;
}

/* childrenInPidNamespace(start): calls it while our children begin a PID namespace of their own, the first as its PID 1. */
static JSValue js_children_in_pid_namespace(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)argc;
  int ours = open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC);
  if (ours < 0) return throw_errno(ctx, errno, "open", "/proc/self/ns/pid");
  if (unshare(CLONE_NEWPID)) {
    int error = errno;
    close(ours);
    return throw_errno(ctx, error, "make a PID namespace", NULL);
  }
  JSValue result = JS_Call(ctx, argv[0], this_value, 0, NULL);
  if (setns(ours, CLONE_NEWPID)) {
    JS_FreeValue(ctx, result);
    result = throw_errno(ctx, errno, "return to the PID namespace", NULL);
  }
  close(ours);
  return result;
}

static const JSCFunctionListEntry entries[] = {NATIVE("childrenInPidNamespace", js_children_in_pid_namespace, 1)};
const struct native_exports pod_init_exports = {entries, sizeof(entries) / sizeof(entries[0])};
