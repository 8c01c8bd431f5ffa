import { Code, messageOf, StatusError } from "../util/errors.ts";

/** The parts of an OCI runtime configuration (runtime-spec 1.2, config.md) that husk reads; all others pass through untouched. */
export interface OciSpec {
  ociVersion: string;
  process?: OciProcess;
  root?: { path: string; readonly?: boolean };
  hostname?: string;
  mounts?: OciMount[];
  hooks?: Record<string, unknown>;
  annotations?: Record<string, string>;
  linux?: OciLinux;
}

export interface OciProcess {
  terminal?: boolean;
  args?: string[];
  env?: string[];
  cwd?: string;
  apparmorProfile?: string;
  selinuxLabel?: string;
  [other: string]: unknown;
}

export interface OciMount {
  destination: string;
  type?: string;
  source?: string;
  options?: string[];
  [other: string]: unknown;
}

export interface OciLinux {
  namespaces?: { type: string; path?: string }[];
  devices?: OciDevice[];
  resources?: OciResources;
  cgroupsPath?: string;
  sysctl?: Record<string, string>;
  [other: string]: unknown;
}

export interface OciDevice {
  path: string;
  type: string;
  major?: number;
  minor?: number;
  fileMode?: number;
  uid?: number;
  gid?: number;
}

export type OciResources = Record<string, Record<string, unknown> | unknown[] | undefined>;

/** Parses `config.json`. Throws INVALID_ARGUMENT that names the file and what is wrong with it. */
export function parseOciSpec(text: string, path: string): OciSpec {
  const fail = (why: string) => new StatusError(Code.INVALID_ARGUMENT, `Malformed OCI spec '${path}': ${why}`);
  let spec: unknown;
  try {
    spec = JSON.parse(text);
  } catch (error) {
    throw fail(messageOf(error));
  }
  if (!isObject(spec)) throw fail("not a JSON object");
  if (typeof spec.ociVersion !== "string") throw fail("'ociVersion' is missing");
  for (const key of ["process", "root", "annotations", "linux", "hooks"]) {
    if (spec[key] !== undefined && spec[key] !== null && !isObject(spec[key])) throw fail(`'${key}' is not an object`);
  }
  if (isObject(spec.root) && typeof spec.root.path !== "string") throw fail("'root.path' is not a string");
  checkMounts(spec.mounts, fail);
  checkProcess(spec.process, fail);
  checkLinux(spec.linux, fail);
  for (const [key, value] of Object.entries((spec.annotations ?? {}) as Record<string, unknown>)) {
    if (typeof value !== "string") throw fail(`annotation '${key}' is not a string`);
  }
  return spec as unknown as OciSpec;
}

/** Parses the process of an exec (a `Process` object of the same specification). Throws INVALID_ARGUMENT. */
export function parseOciProcess(text: string, what: string): OciProcess {
  const fail = (why: string) => new StatusError(Code.INVALID_ARGUMENT, `Malformed process of ${what}: ${why}`);
  let process: unknown;
  try {
    process = JSON.parse(text);
  } catch (error) {
    throw fail(messageOf(error));
  }
  if (!isObject(process)) throw fail("not a JSON object");
  checkProcess(process, fail);
  return process as OciProcess;
}

/** Parses linux.resources by itself, as Update carries it. Throws INVALID_ARGUMENT. */
export function parseOciResources(text: string, what: string): OciResources {
  const fail = (why: string) => new StatusError(Code.INVALID_ARGUMENT, `Malformed resources of ${what}: ${why}`);
  let resources: unknown;
  try {
    resources = JSON.parse(text);
  } catch (error) {
    throw fail(messageOf(error));
  }
  if (!isObject(resources)) throw fail("not a JSON object");
  for (const key of ["memory", "cpu", "pids"]) {
    const value = resources[key];
    if (value !== undefined && value !== null && !isObject(value)) throw fail(`'${key}' is not an object`);
  }
  return resources as OciResources;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkProcess(process: unknown, fail: (why: string) => Error): void {
  if (!isObject(process)) return;
  const args = process.args;
  if (!Array.isArray(args) || args.length === 0 || !args.every((arg) => typeof arg === "string")) {
    throw fail("'process.args' is not a list of at least one string");
  }
  if (typeof process.cwd !== "string" || !process.cwd.startsWith("/")) {
    throw fail("'process.cwd' is not an absolute path");
  }
}

function checkMounts(mounts: unknown, fail: (why: string) => Error): void {
  if (mounts === undefined || mounts === null) return;
  if (!Array.isArray(mounts)) throw fail("'mounts' is not a list");
  for (const [index, mount] of mounts.entries()) {
    if (!isObject(mount) || typeof mount.destination !== "string") throw fail(`'mounts[${index}]' has no destination`);
    if (mount.options !== undefined && !Array.isArray(mount.options)) {
      throw fail(`'mounts[${index}].options' is not a list`);
    }
  }
}

function checkLinux(linux: unknown, fail: (why: string) => Error): void {
  if (!isObject(linux)) return;
  for (const key of ["namespaces", "devices"]) {
    const list = linux[key];
    if (list === undefined || list === null) continue;
    if (!Array.isArray(list) || !list.every(isObject)) throw fail(`'linux.${key}' is not a list of objects`);
  }
  const sysctl = linux.sysctl;
  if (sysctl !== undefined && sysctl !== null) {
    if (!isObject(sysctl) || !Object.values(sysctl).every((value) => typeof value === "string")) {
      throw fail("'linux.sysctl' is not an object of strings");
    }
  }
  if (linux.resources !== undefined && linux.resources !== null && !isObject(linux.resources)) {
    throw fail("'linux.resources' is not an object");
  }
}
