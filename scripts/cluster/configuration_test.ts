import { assert, assertEquals } from "@std/assert";
import { withHusk, withoutHusk } from "../../src/cli/install/containerd_config.ts";
import { containerdConfig, kubeconfig, programArguments } from "./configuration.ts";
import { goMod, PROGRAMS } from "./kubernetes.ts";

const folders = { folder: "/x", cniPlugins: "/cni" };

Deno.test("goMod() replaces every module of Kubernetes' own repository by its version of the same release", () => {
  const text = goMod("1.34.4");
  assert(text.includes("require k8s.io/kubernetes v1.34.4\n"));
  assert(text.includes("k8s.io/client-go => k8s.io/client-go v0.34.4\n"));
  assert(text.split("\n").filter((line) => line.includes("=>")).every((line) => line.endsWith(" v0.34.4")));
});

Deno.test("containerdConfig() takes husk as any node's does", () => {
  const text = containerdConfig(folders);
  assertEquals(withoutHusk(withHusk(text)), text);
});

Deno.test("programArguments() has arguments for every program that runs, all below the cluster's folder", () => {
  const args: Record<string, string[]> = programArguments(folders);
  for (const program of PROGRAMS.filter((name) => name !== "kubectl")) assert(args[program]!.length > 0, program);
  assertEquals(JSON.parse(kubeconfig("t")).users[0].user.token, "t");
});
