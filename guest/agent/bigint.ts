/** The right BigInt.asUintN(): the value modulo 2^bits. */
export function asUintN(bits: number, value: bigint): bigint {
  const modulus = 1n << BigInt(bits);
  if (value >= 0n && value < modulus) return value;
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/**
 * QuickJS 2026-06-04 answers a negative number where the highest bit of the result is set: asUintN(64, 2n ** 64n - 1n)
 * is -1n there. The protobuf codecs check their uint64 fields with it.
 */
export function repairBigInt(): void {
  BigInt.asUintN = asUintN;
}
