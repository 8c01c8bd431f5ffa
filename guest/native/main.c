/* The agent's process: a QuickJS context without compiler, the native functions, the agent's bytecode, the loop. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
#include "native.h"

/* Made by compile.c from the agent's bundles: the agent, and what it loads only when it is asked for. */
extern const uint8_t agent_bytecode[], kata_bytecode[];
extern const uint32_t agent_bytecode_size, kata_bytecode_size;

static const struct native_exports *const all_exports[] = {
    &io_exports, &files_exports, &mounts_exports, &spawn_exports, &children_exports,
    &sockets_exports, &system_exports, &loop_exports, &pod_init_exports, &carriers_exports,
};
#define EXPORT_LISTS (sizeof(all_exports) / sizeof(all_exports[0]))

static JSValue run_bytecode(JSContext *ctx, const uint8_t *code, size_t size) {
  JSValue module = JS_ReadObject(ctx, code, size, JS_READ_OBJ_BYTECODE);
  if (JS_IsException(module)) return module;
  if (JS_ResolveModule(ctx, module)) {
    JS_FreeValue(ctx, module);
    return JS_EXCEPTION;
  }
  return JS_EvalFunction(ctx, module);
}

/* loadKata(): runs guest/agent/kata/main.ts. */
static JSValue load_kata(JSContext *ctx, JSValueConst this_value, int argc, JSValueConst *argv) {
  (void)this_value;
  (void)argc;
  (void)argv;
  return run_bytecode(ctx, kata_bytecode, kata_bytecode_size);
}

/* The global `husk` (guest/agent/native.ts has its type). */
static void define_native(JSContext *ctx) {
  JSValue global = JS_GetGlobalObject(ctx), husk = JS_NewObject(ctx);
  for (size_t i = 0; i < EXPORT_LISTS; i++) {
    JS_SetPropertyFunctionList(ctx, husk, all_exports[i]->entries, all_exports[i]->count);
  }
  JS_SetPropertyStr(ctx, husk, "loadKata", JS_NewCFunction(ctx, load_kata, "loadKata", 0));
  JS_SetPropertyStr(ctx, global, "husk", husk);
  JS_FreeValue(ctx, global);
}

static void fail(const char *what) {
  fprintf(stderr, "agent: cannot %s\n", what);
  exit(1); /* as PID 1: a kernel panic, which ends the VM */
}

/* The kernel starts PID 1 without descriptors where the initramfs has no /dev/console. */
static void open_console(void) {
  mkdir("/dev", 0755);
  mount("devtmpfs", "/dev", "devtmpfs", MS_NOSUID, "mode=0755");
  int fd = open("/dev/console", O_RDWR | O_NOCTTY);
  if (fd < 0) fd = open("/dev/null", O_RDWR);
  for (int i = 0; i < 3; i++) dup2(fd, i);
  if (fd > 2) close(fd);
}

static JSContext *new_context(void) {
  JSRuntime *rt = JS_NewRuntime();
  JSContext *ctx = rt ? JS_NewContextRaw(rt) : NULL;
  if (!ctx) return NULL;
  if (JS_AddIntrinsicBaseObjects(ctx) || JS_AddIntrinsicDate(ctx) || JS_AddIntrinsicRegExp(ctx) ||
      JS_AddIntrinsicJSON(ctx) || JS_AddIntrinsicMapSet(ctx) || JS_AddIntrinsicTypedArrays(ctx) ||
      JS_AddIntrinsicPromise(ctx)) {
    return NULL;
  }
  return ctx;
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "pod") == 0) return pod_init();
  system_started();
  if (getpid() == 1) open_console();
  umask(0); /* a mode is what it says; crun sets a container's own */
  setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
  signal(SIGPIPE, SIG_IGN);
  JSContext *ctx = new_context();
  if (!ctx) fail("make a JavaScript context");
  if (loop_init(ctx)) fail("make an epoll instance");
  report_init(ctx);
  globals_init(ctx);
  timers_init(ctx);
  define_native(ctx);
  JSValue result = run_bytecode(ctx, agent_bytecode, agent_bytecode_size);
  if (JS_IsException(result)) {
    report_exception(ctx);
    fail("load the agent's bytecode");
  }
  JS_FreeValue(ctx, result);
  loop_run(ctx);
}
