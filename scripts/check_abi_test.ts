import { assertEquals, assertRejects } from "@std/assert";
import { defineLayout } from "../src/linux/abi/layout.ts";
import { abiModules, differences, expectations } from "./check_abi.ts";

Deno.test("check_abi names a wrong size, offset, width and constant", async () => {
  const wrong = defineLayout("struct epoll_event", "sys/epoll.h", 16, { events: [0, "u32"], data: [8, "u32"] });
  const faults = await differences([{ HEADERS: ["fcntl.h"], wrong, O_CLOEXEC: 1, O_CREAT: 0o100 }]);
  assertEquals(faults, [
    "sizeof(struct epoll_event) is 12 in C, 16 in src/linux/abi",
    "offsetof(struct epoll_event, data) is 4 in C, 8 in src/linux/abi",
    "FIELD_BYTES(struct epoll_event, data) is 8 in C, 4 in src/linux/abi",
    "O_CLOEXEC is 524288 in C, 1 in src/linux/abi",
  ]);
});

Deno.test("check_abi refuses a constant that C does not have", async () => {
  await assertRejects(() => differences([{ HEADERS: ["fcntl.h"], O_NONSENSE: 1 }]), Error, "O_NONSENSE");
});

Deno.test("check_abi finds the layouts and constants of every module", async () => {
  const names = (await abiModules()).flatMap(expectations).map(({ c }) => c);
  for (const name of ["sizeof(struct epoll_event)", "MS_SHARED", "O_CLOEXEC", "SYS_pidfd_open", "ENOENT"]) {
    assertEquals(names.includes(name), true, name);
  }
});
