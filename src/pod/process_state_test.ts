import { assertEquals, assertThrows } from "@std/assert";
import { Code, StatusError } from "../util/errors.ts";
import { nextState } from "./process_state.ts";

Deno.test("nextState() leads a process through its life", () => {
  const life = (["start", "started", "exec", "exit", "delete"] as const)
    .reduce(
      (states, action) => [...states, nextState(states.at(-1)!, action, "x")],
      ["created" as const] as Parameters<typeof nextState>[0][],
    );
  assertEquals(life, ["created", "starting", "running", "running", "stopped", "deleted"]);
});

Deno.test("nextState() allows an exit that overtakes the answer to its start", () => {
  assertEquals(nextState(nextState("starting", "exit", "x"), "started", "x"), "stopped");
});

Deno.test("nextState() refuses the rest with FAILED_PRECONDITION", () => {
  for (
    const [state, action] of [["running", "start"], ["running", "delete"], ["stopped", "exec"], [
      "deleted",
      "resize",
    ]] as const
  ) {
    const error = assertThrows(
      () => nextState(state, action, "container 'c'"),
      StatusError,
      `container 'c': it is ${state}`,
    ) as StatusError;
    assertEquals(error.code, Code.FAILED_PRECONDITION);
  }
});
