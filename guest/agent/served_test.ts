import { assertEquals } from "@std/assert";
import { AgentServiceDefinition } from "../../src/gen/agent/agent.ts";
import type { MethodDefinition } from "../../src/ttrpc/definition.ts";
import { ServedAgentService } from "./served.ts";

/** Their requests are read by codecs of our own (requests_test.ts). */
const OWN_REQUESTS = ["createContainer", "execProcess", "updateContainer"];

Deno.test("ServedAgentService is a part of the generated definition", () => {
  assertEquals(ServedAgentService.fullName, AgentServiceDefinition.fullName);
  const generated: Record<string, MethodDefinition> = AgentServiceDefinition.methods;
  for (const [key, served] of Object.entries(ServedAgentService.methods)) {
    const method = generated[key];
    if (method === undefined) throw new Error(`${key} is not in the generated definition`);
    assertEquals(served.name, method.name);
    assertEquals(served.responseType === method.responseType, true, `${key}: response`);
    if (!OWN_REQUESTS.includes(key)) assertEquals(served.requestType === method.requestType, true, `${key}: request`);
    assertEquals([method.requestStream, method.responseStream], [false, false], key);
  }
});
