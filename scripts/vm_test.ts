import { assertEquals, assertThrows } from "@std/assert";
import { SetupError } from "./setup.ts";
import { parseVmArgs } from "./vm.ts";

Deno.test("parseVmArgs() takes a time, a size and a command", () => {
  assertEquals(parseVmArgs(["--timeout", "30", "--memory", "512", "--", "uname", "--", "-r"]), {
    timeout: 30,
    memoryMiB: 512,
    command: ["uname", "--", "-r"],
  });
  assertEquals(parseVmArgs(["--", "true"]).command, ["true"]);
});

Deno.test("parseVmArgs() names what it cannot take", () => {
  for (const args of [["--timeout", "x", "--", "a"], ["--memory", "--", "a"], ["--cpus", "2", "--", "a"]]) {
    assertThrows(() => parseVmArgs(args), SetupError, "cannot take '--");
  }
  for (const args of [[], ["--"], ["--timeout", "5"]]) assertThrows(() => parseVmArgs(args), SetupError, "no command");
});
