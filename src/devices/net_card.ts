import * as tun from "../linux/abi/tun.ts";
import type { Fd } from "../linux/fd.ts";
import { ioctlNumber, ioctlStruct } from "../linux/ioctl.ts";

/** What a network card on a tap is, whoever moves its packets: features, configuration, and what the tap is told. */

/** Features (virtio 1.2 §5.1.3). */
const CSUM = 1n << 0n,
  GUEST_CSUM = 1n << 1n,
  MTU = 1n << 3n,
  MAC = 1n << 5n,
  GUEST_TSO4 = 1n << 7n,
  GUEST_TSO6 = 1n << 8n;
const GUEST_ECN = 1n << 9n, HOST_TSO4 = 1n << 11n, HOST_TSO6 = 1n << 12n, HOST_ECN = 1n << 13n;
const STATUS = 1n << 16n;
const LINK_UP = 1;

/** Received packets may go over several buffers: a matter of who moves them. */
export const MRG_RXBUF = 1n << 15n;

/** The rest, which is the tap's matter. */
export const CARD_FEATURES = CSUM | GUEST_CSUM | MTU | MAC | GUEST_TSO4 | GUEST_TSO6 | GUEST_ECN | HOST_TSO4 |
  HOST_TSO6 |
  HOST_ECN | STATUS;

/** struct virtio_net_hdr_v1, which the tap's packets begin with. */
export const HEADER_BYTES = 12;

/** The configuration space: mac, status, max_virtqueue_pairs, mtu (§5.1.4). `mac`: "02:00:00:00:00:01". */
export function cardConfig(mac: string, mtu: number): Uint8Array<ArrayBuffer> {
  const config = new Uint8Array(12);
  const view = new DataView(config.buffer);
  config.set(mac.split(":").map((byte) => parseInt(byte, 16)));
  view.setUint16(6, LINK_UP, true);
  view.setUint16(8, 1, true);
  view.setUint16(10, mtu, true);
  return config;
}

/** Makes a tap with IFF_VNET_HDR speak of headers as virtio 1 has them. Throws SystemError. */
export function setHeaderSize(tap: Fd): void {
  ioctlStruct(tap, tun.TUNSETVNETHDRSZ, new Uint8Array(new Int32Array([HEADER_BYTES]).buffer), "TUNSETVNETHDRSZ");
}

/** Tells the tap what a driver that has accepted `features` can do itself. Throws SystemError. */
export function setOffloads(tap: Fd, features: bigint): void {
  ioctlNumber(tap, tun.TUNSETOFFLOAD, offloads(features), "TUNSETOFFLOAD");
}

function offloads(features: bigint): number {
  if ((features & GUEST_CSUM) === 0n) return 0;
  return tun.TUN_F_CSUM | ((features & GUEST_TSO4) !== 0n ? tun.TUN_F_TSO4 : 0) |
    ((features & GUEST_TSO6) !== 0n ? tun.TUN_F_TSO6 : 0) | ((features & GUEST_ECN) !== 0n ? tun.TUN_F_TSO_ECN : 0);
}
