import { errorCode, type Native } from "./native.ts";

/** Makes `path` and its parents. */
export function makeDirs(native: Native, path: string, mode = 0o755): void {
  try {
    native.mkdir(path, mode);
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") return;
    const slash = path.lastIndexOf("/");
    if (code !== "ENOENT" || slash <= 0) throw error;
    makeDirs(native, path.slice(0, slash), 0o755);
    native.mkdir(path, mode);
  }
}

/** Removes a file or a directory tree; what is not there is no error. Links are not followed. */
export function removeTree(native: Native, path: string): void {
  const stat = native.stat(path);
  if (stat === null) return;
  if ((stat.mode & 0o170000) !== 0o040000) return native.unlink(path);
  for (const name of native.readDir(path)) removeTree(native, `${path}/${name}`);
  native.rmdir(path);
}

/** The file's text, or undefined where it cannot be read: counters that a kernel may lack. */
export function tryRead(native: Native, path: string): string | undefined {
  try {
    return native.readFile(path);
  } catch {
    return undefined;
  }
}
