/** Numbers a field of a C structure can be. */
export type FieldType = "u8" | "u16" | "u32" | "i32" | "u64" | "i64";
export type Fields = Readonly<Record<string, readonly [offset: number, type: FieldType]>>;

/** A C structure as data: its size, and each field's offset and type. `scripts/check_abi.ts` compares it with the compiler's. */
export interface Layout<F extends Fields = Fields> {
  /** As C writes it: "struct epoll_event". */
  readonly name: string;
  readonly header: string;
  readonly size: number;
  readonly fields: F;
}

export function defineLayout<F extends Fields>(name: string, header: string, size: number, fields: F): Layout<F> {
  return { name, header, size, fields };
}
