/**
 * Makes the OCI image archives of the end-to-end tests, good and bad ones, from files of this machine: no registry, no
 * other tool. Layout: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md.
 */

/** One entry of a layer. `hardlinkTo` and `symlinkTo` name another path of the layer (no leading slash for the former). */
export interface Entry {
  path: string;
  mode?: number;
  uid?: number;
  gid?: number;
  data?: Uint8Array;
  directory?: boolean;
  hardlinkTo?: string;
  symlinkTo?: string;
}

/** The parts of an image's config that the tests set. */
export interface ImageConfig {
  Env?: string[];
  Cmd?: string[];
  Entrypoint?: string[];
  User?: string;
  WorkingDir?: string;
  /** Paths of volumes, each with an empty object. */
  Volumes?: Record<string, object>;
}

/** What a descriptor of an image's parts says (image-spec, descriptor.md). */
export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

const encoder = new TextEncoder();

/** Bytes of a ustar archive (POSIX.1-1988, paths up to 100 bytes). Deterministic: no times, entries in the given order. */
export function tar(entries: Iterable<Entry>): Uint8Array<ArrayBuffer> {
  const blocks: Uint8Array[] = [];
  for (const entry of entries) {
    const data = entry.data ?? new Uint8Array(0);
    blocks.push(tarHeader(entry, data.length), data, new Uint8Array((512 - data.length % 512) % 512));
  }
  blocks.push(new Uint8Array(1024));
  return concat(blocks);
}

function tarHeader(entry: Entry, size: number): Uint8Array {
  const header = new Uint8Array(512);
  const put = (text: string, at: number, length: number) => {
    const bytes = encoder.encode(text);
    if (bytes.length > length) throw new Error(`Cannot store '${text}' in a ustar header: longer than ${length} bytes`);
    header.set(bytes, at);
  };
  const octal = (value: number, at: number, length: number) =>
    put(value.toString(8).padStart(length - 1, "0"), at, length);
  const type = entry.directory ? "5" : entry.hardlinkTo ? "1" : entry.symlinkTo ? "2" : "0";
  put(entry.path + (entry.directory && !entry.path.endsWith("/") ? "/" : ""), 0, 100);
  octal(entry.mode ?? (entry.directory ? 0o755 : 0o644), 100, 8);
  octal(entry.uid ?? 0, 108, 8);
  octal(entry.gid ?? 0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  put("        ", 148, 8);
  put(type, 156, 1);
  put(entry.hardlinkTo ?? entry.symlinkTo ?? "", 157, 100);
  put("ustar\0" + "00", 257, 8);
  const sum = header.reduce((a, b) => a + b, 0);
  put(sum.toString(8).padStart(6, "0") + "\0 ", 148, 8);
  return header;
}

/** An image with one uncompressed layer, for linux/amd64: its manifest's descriptor, and all blobs by their digests. */
export async function ociImage(
  layer: Entry[],
  config: ImageConfig,
): Promise<{ manifest: Descriptor; blobs: Map<string, Uint8Array<ArrayBuffer>> }> {
  const blobs = new Map<string, Uint8Array<ArrayBuffer>>();
  const blob = async (bytes: Uint8Array<ArrayBuffer>, mediaType: string) => {
    const digest = `sha256:${await sha256(bytes)}`;
    blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const type = "application/vnd.oci.image";
  const layerBlob = await blob(tar(layer), `${type}.layer.v1.tar`);
  const configBlob = await blob(
    json({
      architecture: "amd64",
      os: "linux",
      config,
      rootfs: { type: "layers", diff_ids: [layerBlob.digest] },
    }),
    `${type}.config.v1+json`,
  );
  const manifest = await blob(
    json({ schemaVersion: 2, mediaType: `${type}.manifest.v1+json`, config: configBlob, layers: [layerBlob] }),
    `${type}.manifest.v1+json`,
  );
  return { manifest, blobs };
}

/** An OCI image archive of such an image, named `name` (docker.io/... style reference). */
export async function ociArchive(name: string, layer: Entry[], config: ImageConfig): Promise<Uint8Array<ArrayBuffer>> {
  const { manifest, blobs } = await ociImage(layer, config);
  const index = {
    schemaVersion: 2,
    manifests: [{ ...manifest, annotations: { "io.containerd.image.name": name } }],
  };
  return tar([
    { path: "oci-layout", data: json({ imageLayoutVersion: "1.0.0" }) },
    { path: "index.json", data: json(index) },
    ...[...blobs].map(([digest, data]) => ({ path: `blobs/${digest.replace(":", "/")}`, data })),
  ]);
}

function json(value: unknown): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify(value));
}

/** Lower-case hexadecimal SHA-256 of `bytes`. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** One array of all `parts`. */
export function concat(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
