import { assertEquals, assertThrows } from "@std/assert";
import * as generated from "../../src/gen/agent/agent.ts";
import { Process, Spec } from "../../src/gen/agent/oci.ts";
import { message } from "../../src/ttrpc/message.ts";
import { CreateContainerRequest, ExecProcessRequest } from "./requests.ts";

const storage = message(generated.Storage, { driver: "virtio-fs", options: ["ro"], mountPoint: "/x" });

Deno.test("CreateContainerRequest.decode() reads what the generated codec writes", () => {
  const spec = message(Spec, { Version: "1.0", Hostname: "h" });
  const bytes = generated.CreateContainerRequest.encode(message(generated.CreateContainerRequest, {
    containerId: "c",
    execId: "c",
    storages: [storage, storage],
    OCI: spec,
    sandboxPidns: true,
    stdinPort: 7,
    stdoutPort: 0xfffffffe,
    stderrPort: 9,
    ociJson: new Uint8Array([1, 2]),
    pidnsContainer: "other",
    allDevices: true,
  })).finish();
  const request = CreateContainerRequest.decode(bytes);
  assertEquals(request.containerId, "c");
  assertEquals(request.storages, [storage, storage]);
  assertEquals(Spec.decode(request.oci), spec);
  assertEquals(request.ociJson, new Uint8Array([1, 2]));
  assertEquals([request.stdinPort, request.stdoutPort, request.stderrPort], [7, 0xfffffffe, 9]);
  assertEquals([request.sandboxPidns, request.pidnsContainer, request.allDevices], [true, "other", true]);
});

Deno.test("ExecProcessRequest.decode() reads what the generated codec writes", () => {
  const process = message(Process, { Args: ["a", "b"], Terminal: true });
  const bytes = generated.ExecProcessRequest.encode(
    message(generated.ExecProcessRequest, { containerId: "c", execId: "e", process, stdoutPort: 2, stderrPort: 3 }),
  ).finish();
  const request = ExecProcessRequest.decode(bytes);
  assertEquals([request.containerId, request.execId], ["c", "e"]);
  assertEquals([request.stdinPort, request.stdoutPort, request.stderrPort], [0, 2, 3]);
  assertEquals(Process.decode(request.process), process);
  assertEquals(request.processJson.length, 0);
});

Deno.test("ExecProcessRequest.decode() refuses a message that is cut off", () => {
  const bytes = generated.ExecProcessRequest.encode(
    message(generated.ExecProcessRequest, { containerId: "container", execId: "e" }),
  ).finish();
  for (const length of [1, 2, 5, bytes.length - 1]) {
    assertThrows(() => ExecProcessRequest.decode(bytes.subarray(0, length)), Error);
  }
});
