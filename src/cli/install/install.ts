import { bundled, launcherScript, SHIM_BINARY, shimLauncherScript } from "../../shim/launcher.ts";
import { withHusk, withoutHusk } from "./containerd_config.ts";

/** Where husk goes, below `root` ("/" for this machine, another folder for a node's mounted root or a package). */
export interface Place {
  root: string;
  /** husk's own folder: nothing else is in it, and nothing of husk's outside it but two links and a block. */
  prefix: string;
  /** Folder of the links by which containerd and people find husk: in the PATH of systemd's services. */
  bin: string;
  /** containerd's configuration file; "" leaves it alone. */
  containerdConfig: string;
}

export const DEFAULT_PLACE: Place = {
  root: "/",
  prefix: "/opt/husk",
  bin: "/usr/local/bin",
  containerdConfig: "/etc/containerd/config.toml",
};

/** What a node needs beside the programs, as `deno task build` leaves it in dist/. */
const FILES = ["husk.js", "husk-cli.js", "vmlinux", "initramfs.cpio"] as const;
const SHIM = "containerd-shim-husk-v2";
const CLI = "husk";
/** What is linked for containerd and for people. */
const PROGRAMS = [SHIM, CLI] as const;
const MANIFEST = "installed.json";

/** What `uninstall` has to know beside the prefix. */
interface Manifest {
  version: 1;
  /** Folders that were not there before, outermost first. */
  folders: string[];
  bin: string;
  containerdConfig: string;
  /** Whether the file was not there before. */
  configIsOurs: boolean;
}

export interface Outcome {
  /** Whether containerd's configuration is another than before: it has to be restarted. */
  configChanged: boolean;
  /** What was there before; undefined where there was no file. For whoever finds that containerd does not take the new one. */
  configBefore: string | undefined;
}

/**
 * Copies husk from `source` (dist/, or the folder of an installed husk), links it and adds it to containerd's configuration. Doing
 * it again brings an older husk up to date; pods that run keep theirs. Each file changes at once, so that no pod meets half of one.
 */
export async function install(source: string, place: Place): Promise<Outcome> {
  const at = below(place.root);
  const prefix = at(place.prefix);
  const old = await readManifest(`${prefix}/${MANIFEST}`);
  const configPath = place.containerdConfig === "" ? "" : at(place.containerdConfig);
  const configBefore = configPath === "" ? undefined : await readIfThere(configPath);
  // First what can be refused, so that nothing has changed then.
  if (place.bin === place.prefix) throw new Error(`The links cannot lie in '${place.prefix}', beside the programs`);
  // The folder goes as a whole when husk goes: it has to be husk's alone.
  if (old === undefined && await holdsSomething(prefix)) {
    throw new Error(`'${prefix}' is not empty and not a husk's: choose a folder of husk's own`);
  }
  const config = configPath === "" ? undefined : withHusk(configBefore);
  for (const name of PROGRAMS) await mustBeOurs(`${at(place.bin)}/${name}`, place.prefix);

  const folders = [...old?.folders ?? []];
  const parents = [
    place.prefix,
    place.bin,
    ...(configPath === "" ? [] : [place.containerdConfig.replace(/\/[^/]*$/, "")]),
  ];
  for (const folder of parents) folders.push(...await makeFolders(place.root, folder));
  const manifest: Manifest = {
    version: 1,
    folders: [...new Set(folders)],
    bin: place.bin,
    containerdConfig: place.containerdConfig,
    configIsOurs: old?.configIsOurs ?? (configPath !== "" && configBefore === undefined),
  };
  await writeAtOnce(`${prefix}/${MANIFEST}`, JSON.stringify(manifest, null, 2) + "\n");
  for (const name of FILES) await copyAtOnce(`${source}/${name}`, `${prefix}/${name}`);
  await installPrograms(source, prefix, place.prefix);
  for (const name of PROGRAMS) await link(`${place.prefix}/${name}`, `${at(place.bin)}/${name}`);
  const configChanged = config !== undefined && config !== configBefore;
  if (configChanged) await writeAtOnce(configPath, config);
  return { configChanged, configBefore };
}

/** Takes back all that `install` did, and nothing else. Where husk is not installed, there is nothing to do. */
export async function uninstall(place: Pick<Place, "root" | "prefix">): Promise<Outcome> {
  const at = below(place.root);
  const manifest = await readManifest(`${at(place.prefix)}/${MANIFEST}`);
  if (manifest === undefined) return { configChanged: false, configBefore: undefined };
  const configPath = manifest.containerdConfig === "" ? "" : at(manifest.containerdConfig);
  const configBefore = configPath === "" ? undefined : await readIfThere(configPath);
  const config = configBefore === undefined ? undefined : withoutHusk(configBefore);
  const configChanged = config !== configBefore;
  if (configChanged) {
    // A file that we made has nothing but the version left, unless somebody has written more into it.
    if (manifest.configIsOurs && config === withoutHusk(withHusk(undefined))) await Deno.remove(configPath);
    else await writeAtOnce(configPath, config!);
  }
  for (const name of PROGRAMS) {
    const path = `${at(manifest.bin)}/${name}`;
    if (await linkTarget(path) === `${place.prefix}/${name}`) await Deno.remove(path);
  }
  await Deno.remove(at(place.prefix), { recursive: true });
  for (const folder of manifest.folders.toReversed()) await removeIfEmpty(at(folder));
  return { configChanged, configBefore };
}

/** Removes a folder with all below it where that is folders and nothing else, and else those of them that hold nothing. */
export async function removeEmptyFolders(folder: string): Promise<void> {
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory) await removeEmptyFolders(`${folder}/${name}`);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  await removeIfEmpty(folder);
}

/** Single binaries go as they are; launchers are bound to their folder and made anew, with the Deno that runs us beside them. */
async function installPrograms(source: string, folder: string, prefix: string): Promise<void> {
  const scripts: Record<string, string> = {};
  if (Deno.build.standalone) {
    for (const name of [SHIM_BINARY, CLI]) await copyAtOnce(`${source}/${name}`, `${folder}/${name}`);
    scripts[SHIM] = shimLauncherScript({ command: [`${prefix}/${SHIM_BINARY}`], env: {} });
  } else {
    await copyAtOnce(Deno.execPath(), `${folder}/deno`);
    scripts[SHIM] = shimLauncherScript(bundled(`${prefix}/deno`, prefix, "husk.js"));
    scripts[CLI] = launcherScript(bundled(`${prefix}/deno`, prefix, "husk-cli.js"));
  }
  for (const [name, text] of Object.entries(scripts)) await writeAtOnce(`${folder}/${name}`, text, 0o755);
}

/** Paths below a root, whose own symbolic links are not followed out of it: `/usr/local/bin` is a plain folder on every node. */
function below(root: string): (path: string) => string {
  const base = root.replace(/\/+$/, "");
  return (path) => {
    if (!path.startsWith("/")) throw new Error(`'${path}' is not an absolute path`);
    return `${base}${path}`;
  };
}

/** Makes a folder and its parents; resolves to those that were not there, outermost first. */
async function makeFolders(root: string, folder: string): Promise<string[]> {
  const at = below(root);
  const made: string[] = [];
  let path = "";
  for (const part of folder.split("/").filter(Boolean)) {
    path += `/${part}`;
    if (await exists(at(path))) continue;
    await Deno.mkdir(at(path), { recursive: true });
    made.push(path);
  }
  return made;
}

async function mustBeOurs(path: string, prefix: string): Promise<void> {
  if (await exists(path) && !(await linkTarget(path))?.startsWith(`${prefix}/`)) {
    throw new Error(`'${path}' is there and not a link of husk's: take it away first`);
  }
}

async function link(target: string, path: string): Promise<void> {
  const scratch = `${path}.husk-new`;
  await Deno.symlink(target, scratch);
  await Deno.rename(scratch, path);
}

async function copyAtOnce(from: string, to: string): Promise<void> {
  const scratch = `${to}.new`;
  await Deno.copyFile(from, scratch);
  await Deno.rename(scratch, to);
}

async function writeAtOnce(path: string, text: string, mode?: number): Promise<void> {
  const scratch = `${path}.husk-new`;
  // A file that is there keeps its mode and owner.
  const info = await Deno.stat(path).catch(() => undefined);
  await Deno.writeTextFile(scratch, text);
  await Deno.chmod(scratch, mode ?? ((info?.mode ?? 0o644) & 0o7777));
  if (info !== undefined) await Deno.chown(scratch, info.uid, info.gid);
  await Deno.rename(scratch, path);
}

async function readManifest(path: string): Promise<Manifest | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.version !== 1) throw new Error(`Cannot understand '${path}': version ${manifest.version}`);
  return manifest;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function exists(path: string): Promise<boolean> {
  return Deno.lstat(path).then(() => true, () => false);
}

function linkTarget(path: string): Promise<string | undefined> {
  return Deno.readLink(path).catch(() => undefined);
}

async function holdsSomething(folder: string): Promise<boolean> {
  try {
    for await (const _ of Deno.readDir(folder)) return true;
    return false;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function removeIfEmpty(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch {
    // Somebody else has put something into it meanwhile: it is theirs now.
  }
}
