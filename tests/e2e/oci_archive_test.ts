import { assertEquals } from "@std/assert";
import { tar } from "./oci_archive.ts";

Deno.test("tar() makes an archive that tar reads: files, links, modes", async () => {
  const directory = await Deno.makeTempDir();
  const data = new TextEncoder().encode("text\n");
  await Deno.writeFile(
    `${directory}/a.tar`,
    tar([
      { path: "d", directory: true, mode: 0o750 },
      { path: "d/file", data, mode: 0o640 },
      { path: "d/hard", hardlinkTo: "d/file" },
      { path: "d/soft", symlinkTo: "file" },
    ]),
  );
  const { stdout } = await new Deno.Command("tar", { args: ["-tvf", `${directory}/a.tar`] }).output();
  const lines = new TextDecoder().decode(stdout).trim().split("\n").map((line) =>
    line.replace(/ +\S+ \S+ /, " ").split(" ")
  );
  assertEquals(lines.map((fields) => [fields[0], fields.slice(3).join(" ")]), [
    ["drwxr-x---", "d/"],
    ["-rw-r-----", "d/file"],
    ["hrw-r--r--", "d/hard link to d/file"],
    ["lrw-r--r--", "d/soft -> file"],
  ]);
  await Deno.remove(directory, { recursive: true });
});
