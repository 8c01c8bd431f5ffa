/* Build tool, runs on the building machine: compile <bundle.js> <out.c> turns the agent's bundle into bytecode as C. */
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

int main(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: compile bundle.js out.c\n"), 2;
  size_t length, size;
  char *source = read_all(argv[1], &length);
  if (!source) return perror(argv[1]), 1;
  JSRuntime *rt = JS_NewRuntime();
  JS_SetStripInfo(rt, JS_STRIP_SOURCE); /* line numbers stay: an error on the console says where */
  JSContext *ctx = JS_NewContext(rt);
  JSValue module = JS_Eval(ctx, source, length, "agent", JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
  if (JS_IsException(module)) {
    JSValue error = JS_GetException(ctx);
    fprintf(stderr, "%s: %s\n%s", argv[1], JS_ToCString(ctx, error),
            JS_ToCString(ctx, JS_GetPropertyStr(ctx, error, "stack")));
    return 1;
  }
  uint8_t *code = JS_WriteObject(ctx, &size, module, JS_WRITE_OBJ_BYTECODE);
  FILE *out = fopen(argv[2], "w");
  if (!code || !out) return perror(argv[2]), 1;
  fprintf(out, "#include <stdint.h>\nconst uint32_t agent_bytecode_size = %zu;\nconst uint8_t agent_bytecode[] = {", size);
  for (size_t i = 0; i < size; i++) fprintf(out, "%s%u,", i % 32 ? "" : "\n", code[i]);
  fprintf(out, "\n};\n");
  return fclose(out) != 0;
}
