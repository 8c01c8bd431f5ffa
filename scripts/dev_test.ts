import { parseDevArgs } from "./dev.ts";
import { formatTimeline, parseTimeline } from "./dev_report.ts";
import { mountsBelow } from "./private_containerd.ts";

function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`got ${a}, expected ${b}`);
}

Deno.test("parseDevArgs() takes nothing, a command with or without --, --shell, and no other flag", () => {
  equal(parseDevArgs([]), { shell: false, command: [] });
  equal(parseDevArgs(["--", "--shell"]), { shell: false, command: ["--shell"] });
  equal(parseDevArgs(["cat", "--", "-n"]), { shell: false, command: ["cat", "--", "-n"] });
  equal(parseDevArgs(["--shell"]).shell, true);
  for (const bad of [["--shell", "x"], ["--sheel"]]) {
    let message = "";
    try {
      parseDevArgs(bad);
    } catch (error) {
      message = (error as Error).message;
    }
    equal(message, `cannot take '${bad.join(" ")}': deno task dev [--shell | -- COMMAND ...]`);
  }
});

Deno.test("parseTimeline() and formatTimeline() turn the shim's line into a table in the order of reaching", () => {
  const line = String
    .raw`time="x" level=info msg="boot timeline" id=a timeline="{\"serve\":31.2,\"agent\":900,\"vmm\":44}"`;
  equal(parseTimeline(line), [["serve", 31.2], ["vmm", 44], ["agent", 900]]);
  equal(formatTimeline([["serve", 31.2], ["odd", 44]]).split("\n").slice(1), [
    "serve         31 ms  +31    the shim answers containerd",
    "odd           44 ms  +13",
  ]);
});

Deno.test("mountsBelow() finds what lies below a folder, innermost first, with unusual names", () => {
  const info = "1 0 8:1 / / rw - ext4 a rw\n2 1 0:5 / /x/a rw - tmpfs t rw\n3 2 0:6 / /x/a/b\\040c rw - tmpfs t rw\n" +
    "4 1 0:7 / /xy rw - tmpfs t rw\n";
  equal(mountsBelow(info, "/x"), ["/x/a/b c", "/x/a"]);
});
