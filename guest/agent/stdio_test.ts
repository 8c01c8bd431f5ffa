import { assertEquals, assertRejects } from "@std/assert";
import { StatusError } from "../../src/util/errors.ts";
import { FakePipes } from "./fake_pipes.ts";
import { Stdio } from "./stdio.ts";

function setup(capacity = 10) {
  const pipes = new FakePipes(capacity);
  const { stdio, childFds } = Stdio.pipes(pipes.native);
  const [stdin = -1, stdout = -1, stderr = -1] = childFds;
  return { pipes, native: pipes.native, stdio, stdin, stdout, stderr };
}

const bytes = (...values: number[]) => new Uint8Array(values);

Deno.test("Stdio.read() waits for output, and goes on to the end after the process has gone", async () => {
  const { native, stdio, stdout } = setup();
  const first = stdio.read("stdout", 0);
  native.write(stdout, bytes(1, 2));
  assertEquals(await first, bytes(1, 2));
  native.write(stdout, bytes(3));
  native.close(stdout);
  assertEquals(await stdio.read("stdout", 0), bytes(3));
  await assertRejects(() => stdio.read("stdout", 0), StatusError, "eof");
  await assertRejects(() => stdio.read("stdout", 0), StatusError, "eof");
});

Deno.test("Stdio.read() leaves the bytes to the next reader where the caller has gone", async () => {
  const { native, stdio, stdout } = setup();
  const signal = { aborted: false };
  const gone = stdio.read("stdout", 0, signal);
  signal.aborted = true;
  native.write(stdout, bytes(7));
  await assertRejects(() => gone, StatusError);
  assertEquals(await stdio.read("stdout", 0), bytes(7));
});

Deno.test("Stdio.closeInput() closes after what was written before, however slow the process reads", async () => {
  const { native, stdio, stdin } = setup(4);
  const written = stdio.write(bytes(1, 2, 3, 4, 5, 6));
  const closed = stdio.closeInput();
  const got: number[] = [];
  for (;;) {
    const data = native.read(stdin, 3);
    if (data?.length === 0) break;
    got.push(...data ?? []);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await Promise.all([written, closed]);
  assertEquals(got, [1, 2, 3, 4, 5, 6]);
  await assertRejects(() => stdio.write(bytes(1)), StatusError, "stdin is closed");
});

Deno.test("Stdio.close() leaves no descriptor of ours and ends who waits", async () => {
  const { pipes, stdio, stdin, stdout, stderr } = setup(1);
  const reading = stdio.read("stderr", 0);
  const writing = stdio.write(bytes(1, 2, 3));
  await Promise.resolve();
  stdio.close();
  await assertRejects(() => reading, StatusError, "eof");
  await assertRejects(() => writing, Error, "closed");
  assertEquals([...pipes.open.keys()], [stdin, stdout, stderr]);
});
