/** Numbers a field of a C structure can be; 64-bit ones are bigint in TypeScript. */
export type FieldType = "u8" | "u16" | "u32" | "i32" | "u64" | "i64";
export type Fields = Readonly<Record<string, readonly [offset: number, type: FieldType]>>;
type ValueOf<T extends FieldType> = T extends "u64" | "i64" ? bigint : number;

/** A C structure as data: its size, and each field's offset and type. `scripts/check_abi.ts` compares it with the compiler's. */
export interface Layout<F extends Fields = Fields> {
  /** As C writes it: "struct epoll_event". */
  readonly name: string;
  readonly header: string;
  /** Bytes, as sizeof counts them. */
  readonly size: number;
  readonly fields: F;
  /** `layout.get.data(view, at)` reads a field of the structure that begins at byte `at`. Makes no object. */
  readonly get: { readonly [K in keyof F]: (view: DataView, at: number) => ValueOf<F[K][1]> };
  /** `layout.set.data(view, at, value)` writes one. */
  readonly set: { readonly [K in keyof F]: (view: DataView, at: number, value: ValueOf<F[K][1]>) => void };
}

/** Describes a C structure (little endian, as x86-64 is). Field names may be designators: "cs.base". */
export function defineLayout<const F extends Fields>(name: string, header: string, size: number, fields: F): Layout<F> {
  const get: Record<string, (view: DataView, at: number) => number | bigint> = {};
  const set: Record<string, (view: DataView, at: number, value: never) => void> = {};
  for (const [key, [offset, type]] of Object.entries(fields)) {
    get[key] = (view, at) => READ[type](view, at + offset);
    set[key] = (view, at, value) => WRITE[type](view, at + offset, value);
  }
  return { name, header, size, fields, get: get as Layout<F>["get"], set: set as Layout<F>["set"] };
}

const READ: Record<FieldType, (view: DataView, at: number) => number | bigint> = {
  u8: (view, at) => view.getUint8(at),
  u16: (view, at) => view.getUint16(at, true),
  u32: (view, at) => view.getUint32(at, true),
  i32: (view, at) => view.getInt32(at, true),
  u64: (view, at) => view.getBigUint64(at, true),
  i64: (view, at) => view.getBigInt64(at, true),
};

const WRITE: { [T in FieldType]: (view: DataView, at: number, value: ValueOf<T>) => void } = {
  u8: (view, at, value) => view.setUint8(at, value),
  u16: (view, at, value) => view.setUint16(at, value, true),
  u32: (view, at, value) => view.setUint32(at, value, true),
  i32: (view, at, value) => view.setInt32(at, value, true),
  u64: (view, at, value) => view.setBigUint64(at, value, true),
  i64: (view, at, value) => view.setBigInt64(at, value, true),
};
