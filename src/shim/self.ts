/** The folder in which kernel and initramfs lie: that of the binary or of the JavaScript file. */
export function assetsDir(): string {
  const file = Deno.build.standalone ? Deno.execPath() : new URL(Deno.mainModule).pathname;
  return file.slice(0, file.lastIndexOf("/"));
}
