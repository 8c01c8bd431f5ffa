/**
 * An image registry on the loopback interface that can be pulled from and nothing else (distribution-spec 1.1, "Pulling
 * manifests" and "Pulling blobs"). containerd speaks plain HTTP to a registry on the loopback interface without being told.
 */
import { type Entry, type ImageConfig, ociImage } from "../e2e/oci_archive.ts";

export interface RegistryImage {
  name: string;
  tag: string;
  layer: Entry[];
  config: ImageConfig;
}

interface Content {
  bytes: Uint8Array<ArrayBuffer>;
  mediaType: string;
  digest: string;
}

export class Registry implements AsyncDisposable {
  #server: Deno.HttpServer<Deno.NetAddr>;
  /** By the path below /v2/, e.g. "busybox/manifests/1". */
  #contents: Map<string, Content>;

  private constructor(contents: Map<string, Content>, port: number) {
    this.#contents = contents;
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port, onListen: () => {} },
      (request) => this.#answer(request),
    );
  }

  /** Serves on `port`, on a free one without it. */
  static async start(images: readonly RegistryImage[], port = 0): Promise<Registry> {
    const contents = new Map<string, Content>();
    for (const { name, tag, layer, config } of images) {
      const { manifest, blobs } = await ociImage(layer, config);
      for (const [digest, bytes] of blobs) {
        contents.set(`${name}/blobs/${digest}`, { bytes, mediaType: "application/octet-stream", digest });
      }
      const content = { bytes: blobs.get(manifest.digest)!, mediaType: manifest.mediaType, digest: manifest.digest };
      contents.set(`${name}/manifests/${tag}`, content);
      contents.set(`${name}/manifests/${manifest.digest}`, content);
    }
    return new Registry(contents, port);
  }

  /** Address and port. */
  get host(): string {
    return `127.0.0.1:${this.#server.addr.port}`;
  }

  /** The reference under which an image can be pulled. */
  reference(name: string, tag: string): string {
    return `${this.host}/${name}:${tag}`;
  }

  /** The same by its manifest's digest. */
  referenceByDigest(name: string, tag: string): string {
    const { digest } = this.#contents.get(`${name}/manifests/${tag}`)!;
    return `${this.host}/${name}@${digest}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  #answer(request: Request): Response {
    const path = decodeURIComponent(new URL(request.url).pathname);
    if (path === "/v2/") return new Response("{}");
    const content = this.#contents.get(path.replace(/^\/v2\//, ""));
    if (content === undefined) return new Response(`{"errors":[{"code":"NOT_FOUND"}]}`, { status: 404 });
    const headers = {
      "content-type": content.mediaType,
      "content-length": String(content.bytes.length),
      "docker-content-digest": content.digest,
    };
    return new Response(request.method === "HEAD" ? null : content.bytes, { headers });
  }
}
