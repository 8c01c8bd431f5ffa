import type { LinuxResources, Process, Spec } from "../../../src/gen/agent/oci.ts";

/** JSON, with integers of 64 bits: RLIM_INFINITY is not to be rounded. */
type Json = string | number | bigint | boolean | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

/** Maps of the spec: their keys are data. */
const MAPS = new Set(["Annotations", "Sysctl"]);
/** Fields that the OCI spec requires in their objects, whatever their value. */
const REQUIRED = new Set(["Allow", "HostID", "ContainerID", "Size", "Hard", "Soft", "Index", "Value", "UID", "GID"]);
/** Names that the rule of ociName() does not find. */
const NAMES: Readonly<Record<string, string>> = { Version: "ociVersion", errnoret: "errnoRet" };

/**
 * A field's name in the OCI spec: Kata's with the leading capitals made small, up to the word that follows them
 * ("OOMScoreAdj" is "oomScoreAdj", "UIDMappings" is "uidMappings", "UID" is "uid").
 */
export function ociName(name: string): string {
  const capitals = /^[A-Z]+/.exec(name)?.[0].length ?? 0;
  const small = capitals > 1 && capitals < name.length ? capitals - 1 : capitals;
  return NAMES[name] ?? name.slice(0, small).toLowerCase() + name.slice(small);
}

/** JSON text of `json`; JSON.stringify() knows no bigint. */
export function jsonText(json: Json): string {
  if (typeof json === "bigint") return String(json);
  if (Array.isArray(json)) return `[${json.map(jsonText).join(",")}]`;
  if (typeof json !== "object") return JSON.stringify(json);
  return `{${Object.entries(json).map(([key, value]) => `${JSON.stringify(key)}:${jsonText(value)}`).join(",")}}`;
}

/**
 * A protobuf message with the OCI spec's names. Protobuf does not tell a default value from none; for all fields but the
 * required ones the spec means the same by both, so that defaults are left out.
 */
function toOci(message: object): JsonObject {
  const object: JsonObject = {};
  for (const [key, value] of Object.entries(message)) {
    if (value === undefined) continue;
    const json = MAPS.has(key) ? value : fieldToOci(value);
    // An optional protobuf field has a lower-case name here and is set: its 0 is meant (errnoret).
    if (REQUIRED.has(key) || key === "errnoret" || !isDefault(json)) object[ociName(key)] = json;
  }
  return object;
}

function fieldToOci(value: Json | object): Json {
  if (Array.isArray(value)) return value.map(fieldToOci);
  return typeof value === "object" ? toOci(value) : value;
}

function isDefault(json: Json): boolean {
  if (typeof json === "object") return Object.keys(json).length === 0;
  return json === "" || json === 0 || json === 0n || json === false;
}

export function processToOci(process: Process): Json {
  const json = toOci(process);
  delete json["apparmorProfile"]; // the guest's kernel has none of these modules
  delete json["selinuxLabel"];
  return { cwd: "/", user: { uid: 0, gid: 0 }, ...json };
}

export function resourcesToOci(resources: LinuxResources): Json {
  return toOci(resources);
}

/** config.json of Kata's Spec; namespaces of the host (a path, the network) are left out: the VM is what they ask for. */
export function specToOci(spec: Spec, containerId: string): Json {
  const json = toOci(spec);
  if (spec.Process !== undefined) json["process"] = processToOci(spec.Process);
  const linux = spec.Linux;
  if (linux === undefined) return json;
  const namespaces = linux.Namespaces.filter(({ Type, Path }) => Type !== "network" && Path === "");
  json["linux"] = {
    ...json["linux"] as JsonObject,
    // Else it is systemd's "slice:prefix:name".
    cgroupsPath: linux.CgroupsPath.startsWith("/") ? linux.CgroupsPath : `/husk/${containerId}`,
    namespaces: namespaces.map(({ Type }) => ({ type: Type })),
  };
  return json;
}
