/** The registers of a virtio device over MMIO, version 2 (virtio 1.2 §4.2.2): offsets in its page. */
export const MAGIC_VALUE = 0x000;
export const VERSION = 0x004;
export const DEVICE_ID = 0x008;
export const VENDOR_ID = 0x00c;
export const DEVICE_FEATURES = 0x010;
export const DEVICE_FEATURES_SEL = 0x014;
export const DRIVER_FEATURES = 0x020;
export const DRIVER_FEATURES_SEL = 0x024;
export const QUEUE_SEL = 0x030;
export const QUEUE_NUM_MAX = 0x034;
export const QUEUE_NUM = 0x038;
export const QUEUE_READY = 0x044;
export const QUEUE_NOTIFY = 0x050;
export const INTERRUPT_STATUS = 0x060;
export const INTERRUPT_ACK = 0x064;
export const STATUS = 0x070;
export const QUEUE_DESC = 0x080;
export const QUEUE_DRIVER = 0x090;
export const QUEUE_DEVICE = 0x0a0;
export const SHM_LEN = 0x0b0;
export const SHM_BASE = 0x0b8;
export const CONFIG_GENERATION = 0x0fc;
export const CONFIG = 0x100;
/**
 * Not the specification's: behind any configuration, both halves of the features that the device offers, for whoever shows them
 * in DEVICE_FEATURES (`hypervisor/kvm/vcpu_thread.S`).
 */
export const OFFERED = 0xff8;

export const MAGIC = 0x74726976; // "virt"
export const PAGE = 4096;

/** InterruptStatus. */
export const USED_BUFFER = 1;
export const CONFIG_CHANGE = 2;

/** Status bits (§2.1). */
export const ACKNOWLEDGE = 1;
export const DRIVER = 2;
export const DRIVER_OK = 4;
export const FEATURES_OK = 8;
export const NEEDS_RESET = 64;

export const VIRTIO_F_VERSION_1 = 1n << 32n;
