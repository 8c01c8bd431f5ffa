/** What is on stdin until its end, without Deno's streams, which cost a shim 0.2 MB. It blocks: there is nothing else to do yet. */
export function readStdin(): Uint8Array {
  const chunk = new Uint8Array(4096);
  let all = new Uint8Array(0);
  for (let count: number | null; (count = Deno.stdin.readSync(chunk)) !== null;) {
    const longer = new Uint8Array(all.length + count);
    longer.set(all);
    longer.set(chunk.subarray(0, count), all.length);
    all = longer;
  }
  return all;
}
