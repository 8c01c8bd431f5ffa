// What the agent finds beside ECMAScript itself; guest/native/globals.c makes it.
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(data?: Uint8Array | ArrayBuffer): string;
}
declare const console: Record<"log" | "error", (...values: unknown[]) => void>;
