/** Runs containerd's CRI integration suite with one runtime handler against a containerd of our own. */
import type { Containerd } from "../e2e/containerd.ts";
import { leftOutPattern } from "./left_out.ts";
import { parseResults, type TestResult } from "./suite_results.ts";

export interface SuiteOptions {
  /** The test binary. */
  binary: string;
  containerd: Containerd;
  handler: string;
  /** Path of the image list. */
  imageList: string;
  /** Go regular expression for the tests' names. */
  filter: string;
  /** Receives a line for each test that has ended. */
  print: (line: string) => void;
}

/** No test of the suite takes more than two minutes with runc; a VM under translation gets five times that. */
const WHOLE_SUITE = "60m";

/** Resolves to the tests' results by name. */
export async function runSuite(options: SuiteOptions): Promise<Map<string, TestResult>> {
  const { binary, containerd, handler, imageList, filter, print } = options;
  const child = new Deno.Command(binary, {
    args: [
      ...["-test.v", "-test.run", filter, "-test.skip", leftOutPattern(), "-test.timeout", WHOLE_SUITE],
      ...["-cri-endpoint", `unix://${containerd.socket}`, "-runtime-handler", handler, "-image-list", imageList],
    ],
    cwd: containerd.directory,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let output = "";
  const read = async (stream: ReadableStream<Uint8Array>) => {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        output += `${line}\n`;
        if (/^--- (PASS|FAIL)/.test(line)) print(`${handler.padEnd(5)} ${line.slice(4)}`);
      }
    }
    output += rest;
  };
  await Promise.all([read(child.stdout), read(child.stderr), child.status]);
  return parseResults(output);
}
