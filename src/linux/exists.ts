/** Whether something is at `path`, a link for itself. Throws Deno's error where that cannot be told, which is not the same as no. */
export function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
