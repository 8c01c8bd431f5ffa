/* Build tool, runs on the building machine: turns the agent's bundles into bytecode, as C. */
#include <stdio.h>
#include <stdlib.h>
#include "quickjs.h"

static char *read_all(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END)) return NULL;
  long size = ftell(file);
  char *text = malloc(size + 1);
  rewind(file);
  if (!text || fread(text, 1, size, file) != (size_t)size) return NULL;
  text[size] = 0;
  *length = size;
  fclose(file);
  return text;
}

/* The bytecode of the module in `path` as C arrays <name>_bytecode and <name>_bytecode_size. */
static int compile(JSContext *ctx, FILE *out, const char *name, const char *path) {
  size_t length, size;
  char *source = read_all(path, &length);
  if (!source) return perror(path), -1;
  JSValue module = JS_Eval(ctx, source, length, name, JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
  if (JS_IsException(module)) {
    JSValue error = JS_GetException(ctx);
    fprintf(stderr, "%s: %s\n%s", path, JS_ToCString(ctx, error),
            JS_ToCString(ctx, JS_GetPropertyStr(ctx, error, "stack")));
    return -1;
  }
  uint8_t *code = JS_WriteObject(ctx, &size, module, JS_WRITE_OBJ_BYTECODE);
  if (!code) return -1;
  fprintf(out, "const uint32_t %s_bytecode_size = %zu;\nconst uint8_t %s_bytecode[] = {", name, size, name);
  for (size_t i = 0; i < size; i++) fprintf(out, "%s%u,", i % 32 ? "" : "\n", code[i]);
  fprintf(out, "\n};\n");
  free(source);
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 4 || argc % 2) return fprintf(stderr, "usage: compile out.c {name bundle.js}...\n"), 2;
  JSRuntime *rt = JS_NewRuntime();
  JS_SetStripInfo(rt, JS_STRIP_SOURCE); /* line numbers stay: an error on the console says where */
  JSContext *ctx = JS_NewContext(rt);
  FILE *out = fopen(argv[1], "w");
  if (!out) return perror(argv[1]), 1;
  fprintf(out, "#include <stdint.h>\n");
  for (int i = 2; i < argc; i += 2) {
    if (compile(ctx, out, argv[i], argv[i + 1])) return 1;
  }
  return fclose(out) != 0;
}
