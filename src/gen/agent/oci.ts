// Generated from proto/agent/oci.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";

/** The OCI runtime specification's config.json as Kata's agent API carries it. Fields have the names that Kata gave them. */
export interface Spec {
  Version: string;
  Process: Process | undefined;
  Root: Root | undefined;
  Hostname: string;
  Mounts: Mount[];
  Hooks: Hooks | undefined;
  Annotations: { [key: string]: string };
  Linux: Linux | undefined;
  Solaris: Solaris | undefined;
  Windows: Windows | undefined;
}

export interface Spec_AnnotationsEntry {
  key: string;
  value: string;
}

export interface Process {
  Terminal: boolean;
  ConsoleSize: Box | undefined;
  User: User | undefined;
  Args: string[];
  Env: string[];
  Cwd: string;
  Capabilities: LinuxCapabilities | undefined;
  Rlimits: POSIXRlimit[];
  NoNewPrivileges: boolean;
  ApparmorProfile: string;
  OOMScoreAdj: bigint;
  SelinuxLabel: string;
}

export interface Box {
  Height: number;
  Width: number;
}

export interface User {
  UID: number;
  GID: number;
  AdditionalGids: number[];
  Username: string;
}

export interface LinuxCapabilities {
  Bounding: string[];
  Effective: string[];
  Inheritable: string[];
  Permitted: string[];
  Ambient: string[];
}

export interface POSIXRlimit {
  Type: string;
  Hard: bigint;
  Soft: bigint;
}

export interface Mount {
  destination: string;
  source: string;
  type: string;
  options: string[];
}

export interface Root {
  Path: string;
  Readonly: boolean;
}

export interface Hooks {
  Prestart: Hook[];
  Poststart: Hook[];
  Poststop: Hook[];
  CreateRuntime: Hook[];
  CreateContainer: Hook[];
  StartContainer: Hook[];
}

/** `Timeout` is in seconds. */
export interface Hook {
  Path: string;
  Args: string[];
  Env: string[];
  Timeout: bigint;
}

export interface Linux {
  UIDMappings: LinuxIDMapping[];
  GIDMappings: LinuxIDMapping[];
  Sysctl: { [key: string]: string };
  Resources: LinuxResources | undefined;
  CgroupsPath: string;
  Namespaces: LinuxNamespace[];
  Devices: LinuxDevice[];
  Seccomp: LinuxSeccomp | undefined;
  RootfsPropagation: string;
  MaskedPaths: string[];
  ReadonlyPaths: string[];
  MountLabel: string;
  IntelRdt: LinuxIntelRdt | undefined;
}

export interface Linux_SysctlEntry {
  key: string;
  value: string;
}

/** Placeholders of other platforms: never used. */
export interface Windows {
  dummy: string;
}

export interface Solaris {
  dummy: string;
}

export interface LinuxIDMapping {
  HostID: number;
  ContainerID: number;
  Size: number;
}

export interface LinuxNamespace {
  Type: string;
  Path: string;
}

export interface LinuxDevice {
  Path: string;
  Type: string;
  Major: bigint;
  Minor: bigint;
  FileMode: number;
  UID: number;
  GID: number;
}

export interface LinuxResources {
  Devices: LinuxDeviceCgroup[];
  Memory: LinuxMemory | undefined;
  CPU: LinuxCPU | undefined;
  Pids: LinuxPids | undefined;
  BlockIO: LinuxBlockIO | undefined;
  HugepageLimits: LinuxHugepageLimit[];
  Network: LinuxNetwork | undefined;
}

/** Sizes are in bytes; Swap is memory and swap together. */
export interface LinuxMemory {
  Limit: bigint;
  Reservation: bigint;
  Swap: bigint;
  Kernel: bigint;
  KernelTCP: bigint;
  Swappiness: bigint;
  DisableOOMKiller: boolean;
}

/** Times are in microseconds. */
export interface LinuxCPU {
  Shares: bigint;
  Quota: bigint;
  Period: bigint;
  RealtimeRuntime: bigint;
  RealtimePeriod: bigint;
  Cpus: string;
  Mems: string;
}

export interface LinuxWeightDevice {
  Major: bigint;
  Minor: bigint;
  Weight: number;
  LeafWeight: number;
}

export interface LinuxThrottleDevice {
  Major: bigint;
  Minor: bigint;
  Rate: bigint;
}

export interface LinuxBlockIO {
  Weight: number;
  LeafWeight: number;
  WeightDevice: LinuxWeightDevice[];
  ThrottleReadBpsDevice: LinuxThrottleDevice[];
  ThrottleWriteBpsDevice: LinuxThrottleDevice[];
  ThrottleReadIOPSDevice: LinuxThrottleDevice[];
  ThrottleWriteIOPSDevice: LinuxThrottleDevice[];
}

export interface LinuxPids {
  Limit: bigint;
}

export interface LinuxDeviceCgroup {
  Allow: boolean;
  Type: string;
  Major: bigint;
  Minor: bigint;
  Access: string;
}

export interface LinuxNetwork {
  ClassID: number;
  Priorities: LinuxInterfacePriority[];
}

export interface LinuxHugepageLimit {
  Pagesize: string;
  Limit: bigint;
}

export interface LinuxInterfacePriority {
  Name: string;
  Priority: number;
}

export interface LinuxSeccomp {
  DefaultAction: string;
  Architectures: string[];
  Flags: string[];
  Syscalls: LinuxSyscall[];
}

export interface LinuxSeccompArg {
  Index: bigint;
  Value: bigint;
  ValueTwo: bigint;
  Op: string;
}

export interface LinuxSyscall {
  Names: string[];
  Action: string;
  errnoret?: number | undefined;
  Args: LinuxSeccompArg[];
}

export interface LinuxIntelRdt {
  L3CacheSchema: string;
}

function createBaseSpec(): Spec {
  return {
    Version: "",
    Process: undefined,
    Root: undefined,
    Hostname: "",
    Mounts: [],
    Hooks: undefined,
    Annotations: {},
    Linux: undefined,
    Solaris: undefined,
    Windows: undefined,
  };
}

export const Spec: MessageFns<Spec> = {
  encode(message: Spec, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Version !== "") {
      writer.uint32(10).string(message.Version);
    }
    if (message.Process !== undefined) {
      Process.encode(message.Process, writer.uint32(18).fork()).join();
    }
    if (message.Root !== undefined) {
      Root.encode(message.Root, writer.uint32(26).fork()).join();
    }
    if (message.Hostname !== "") {
      writer.uint32(34).string(message.Hostname);
    }
    for (const v of message.Mounts) {
      Mount.encode(v!, writer.uint32(42).fork()).join();
    }
    if (message.Hooks !== undefined) {
      Hooks.encode(message.Hooks, writer.uint32(50).fork()).join();
    }
    globalThis.Object.entries(message.Annotations).forEach(([key, value]: [string, string]) => {
      Spec_AnnotationsEntry.encode({ key: key as any, value }, writer.uint32(58).fork()).join();
    });
    if (message.Linux !== undefined) {
      Linux.encode(message.Linux, writer.uint32(66).fork()).join();
    }
    if (message.Solaris !== undefined) {
      Solaris.encode(message.Solaris, writer.uint32(74).fork()).join();
    }
    if (message.Windows !== undefined) {
      Windows.encode(message.Windows, writer.uint32(82).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Spec {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSpec();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Version = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Process = Process.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.Root = Root.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.Hostname = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.Mounts.push(Mount.decode(reader, reader.uint32()));
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.Hooks = Hooks.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            const entry7 = Spec_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry7.value !== undefined) {
              message.Annotations[entry7.key] = entry7.value;
            }
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }

            message.Linux = Linux.decode(reader, reader.uint32());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }

            message.Solaris = Solaris.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }

            message.Windows = Windows.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseSpec_AnnotationsEntry(): Spec_AnnotationsEntry {
  return { key: "", value: "" };
}

export const Spec_AnnotationsEntry: MessageFns<Spec_AnnotationsEntry> = {
  encode(message: Spec_AnnotationsEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Spec_AnnotationsEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSpec_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseProcess(): Process {
  return {
    Terminal: false,
    ConsoleSize: undefined,
    User: undefined,
    Args: [],
    Env: [],
    Cwd: "",
    Capabilities: undefined,
    Rlimits: [],
    NoNewPrivileges: false,
    ApparmorProfile: "",
    OOMScoreAdj: 0n,
    SelinuxLabel: "",
  };
}

export const Process: MessageFns<Process> = {
  encode(message: Process, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Terminal !== false) {
      writer.uint32(8).bool(message.Terminal);
    }
    if (message.ConsoleSize !== undefined) {
      Box.encode(message.ConsoleSize, writer.uint32(18).fork()).join();
    }
    if (message.User !== undefined) {
      User.encode(message.User, writer.uint32(26).fork()).join();
    }
    for (const v of message.Args) {
      writer.uint32(34).string(v!);
    }
    for (const v of message.Env) {
      writer.uint32(42).string(v!);
    }
    if (message.Cwd !== "") {
      writer.uint32(50).string(message.Cwd);
    }
    if (message.Capabilities !== undefined) {
      LinuxCapabilities.encode(message.Capabilities, writer.uint32(58).fork()).join();
    }
    for (const v of message.Rlimits) {
      POSIXRlimit.encode(v!, writer.uint32(66).fork()).join();
    }
    if (message.NoNewPrivileges !== false) {
      writer.uint32(72).bool(message.NoNewPrivileges);
    }
    if (message.ApparmorProfile !== "") {
      writer.uint32(82).string(message.ApparmorProfile);
    }
    if (message.OOMScoreAdj !== 0n) {
      if (BigInt.asIntN(64, message.OOMScoreAdj) !== message.OOMScoreAdj) {
        throw new globalThis.Error("value provided for field message.OOMScoreAdj of type int64 too large");
      }
      writer.uint32(88).int64(message.OOMScoreAdj);
    }
    if (message.SelinuxLabel !== "") {
      writer.uint32(98).string(message.SelinuxLabel);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Process {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseProcess();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Terminal = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.ConsoleSize = Box.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.User = User.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.Args.push(reader.string());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.Env.push(reader.string());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.Cwd = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.Capabilities = LinuxCapabilities.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }

            message.Rlimits.push(POSIXRlimit.decode(reader, reader.uint32()));
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }

            message.NoNewPrivileges = reader.bool();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }

            message.ApparmorProfile = reader.string();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }

            message.OOMScoreAdj = reader.int64() as bigint;
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }

            message.SelinuxLabel = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseBox(): Box {
  return { Height: 0, Width: 0 };
}

export const Box: MessageFns<Box> = {
  encode(message: Box, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Height !== 0) {
      writer.uint32(8).uint32(message.Height);
    }
    if (message.Width !== 0) {
      writer.uint32(16).uint32(message.Width);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Box {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseBox();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Height = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Width = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseUser(): User {
  return { UID: 0, GID: 0, AdditionalGids: [], Username: "" };
}

export const User: MessageFns<User> = {
  encode(message: User, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.UID !== 0) {
      writer.uint32(8).uint32(message.UID);
    }
    if (message.GID !== 0) {
      writer.uint32(16).uint32(message.GID);
    }
    if (message.AdditionalGids.length !== 0) {
      writer.uint32(26).fork();
      for (const v of message.AdditionalGids) {
        writer.uint32(v);
      }
      writer.join();
    }
    if (message.Username !== "") {
      writer.uint32(34).string(message.Username);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): User {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseUser();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.UID = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.GID = reader.uint32();
            continue;
          }
          case 3: {
            if (tag === 24) {
              message.AdditionalGids.push(reader.uint32());

              continue;
            }

            if (tag === 26) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message.AdditionalGids.push(reader.uint32());
              }

              continue;
            }

            break;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.Username = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxCapabilities(): LinuxCapabilities {
  return { Bounding: [], Effective: [], Inheritable: [], Permitted: [], Ambient: [] };
}

export const LinuxCapabilities: MessageFns<LinuxCapabilities> = {
  encode(message: LinuxCapabilities, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.Bounding) {
      writer.uint32(10).string(v!);
    }
    for (const v of message.Effective) {
      writer.uint32(18).string(v!);
    }
    for (const v of message.Inheritable) {
      writer.uint32(26).string(v!);
    }
    for (const v of message.Permitted) {
      writer.uint32(34).string(v!);
    }
    for (const v of message.Ambient) {
      writer.uint32(42).string(v!);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxCapabilities {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxCapabilities();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Bounding.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Effective.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.Inheritable.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.Permitted.push(reader.string());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.Ambient.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBasePOSIXRlimit(): POSIXRlimit {
  return { Type: "", Hard: 0n, Soft: 0n };
}

export const POSIXRlimit: MessageFns<POSIXRlimit> = {
  encode(message: POSIXRlimit, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Type !== "") {
      writer.uint32(10).string(message.Type);
    }
    if (message.Hard !== 0n) {
      if (BigInt.asUintN(64, message.Hard) !== message.Hard) {
        throw new globalThis.Error("value provided for field message.Hard of type uint64 too large");
      }
      writer.uint32(16).uint64(message.Hard);
    }
    if (message.Soft !== 0n) {
      if (BigInt.asUintN(64, message.Soft) !== message.Soft) {
        throw new globalThis.Error("value provided for field message.Soft of type uint64 too large");
      }
      writer.uint32(24).uint64(message.Soft);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): POSIXRlimit {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePOSIXRlimit();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Type = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Hard = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.Soft = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseMount(): Mount {
  return { destination: "", source: "", type: "", options: [] };
}

export const Mount: MessageFns<Mount> = {
  encode(message: Mount, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.destination !== "") {
      writer.uint32(10).string(message.destination);
    }
    if (message.source !== "") {
      writer.uint32(18).string(message.source);
    }
    if (message.type !== "") {
      writer.uint32(26).string(message.type);
    }
    for (const v of message.options) {
      writer.uint32(34).string(v!);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Mount {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseMount();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.destination = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.source = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.type = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.options.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseRoot(): Root {
  return { Path: "", Readonly: false };
}

export const Root: MessageFns<Root> = {
  encode(message: Root, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Path !== "") {
      writer.uint32(10).string(message.Path);
    }
    if (message.Readonly !== false) {
      writer.uint32(16).bool(message.Readonly);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Root {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseRoot();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Path = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Readonly = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseHooks(): Hooks {
  return { Prestart: [], Poststart: [], Poststop: [], CreateRuntime: [], CreateContainer: [], StartContainer: [] };
}

export const Hooks: MessageFns<Hooks> = {
  encode(message: Hooks, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.Prestart) {
      Hook.encode(v!, writer.uint32(10).fork()).join();
    }
    for (const v of message.Poststart) {
      Hook.encode(v!, writer.uint32(18).fork()).join();
    }
    for (const v of message.Poststop) {
      Hook.encode(v!, writer.uint32(26).fork()).join();
    }
    for (const v of message.CreateRuntime) {
      Hook.encode(v!, writer.uint32(34).fork()).join();
    }
    for (const v of message.CreateContainer) {
      Hook.encode(v!, writer.uint32(42).fork()).join();
    }
    for (const v of message.StartContainer) {
      Hook.encode(v!, writer.uint32(50).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Hooks {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseHooks();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Prestart.push(Hook.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Poststart.push(Hook.decode(reader, reader.uint32()));
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.Poststop.push(Hook.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.CreateRuntime.push(Hook.decode(reader, reader.uint32()));
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.CreateContainer.push(Hook.decode(reader, reader.uint32()));
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.StartContainer.push(Hook.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseHook(): Hook {
  return { Path: "", Args: [], Env: [], Timeout: 0n };
}

export const Hook: MessageFns<Hook> = {
  encode(message: Hook, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Path !== "") {
      writer.uint32(10).string(message.Path);
    }
    for (const v of message.Args) {
      writer.uint32(18).string(v!);
    }
    for (const v of message.Env) {
      writer.uint32(26).string(v!);
    }
    if (message.Timeout !== 0n) {
      if (BigInt.asIntN(64, message.Timeout) !== message.Timeout) {
        throw new globalThis.Error("value provided for field message.Timeout of type int64 too large");
      }
      writer.uint32(32).int64(message.Timeout);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Hook {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseHook();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Path = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Args.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.Env.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.Timeout = reader.int64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinux(): Linux {
  return {
    UIDMappings: [],
    GIDMappings: [],
    Sysctl: {},
    Resources: undefined,
    CgroupsPath: "",
    Namespaces: [],
    Devices: [],
    Seccomp: undefined,
    RootfsPropagation: "",
    MaskedPaths: [],
    ReadonlyPaths: [],
    MountLabel: "",
    IntelRdt: undefined,
  };
}

export const Linux: MessageFns<Linux> = {
  encode(message: Linux, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.UIDMappings) {
      LinuxIDMapping.encode(v!, writer.uint32(10).fork()).join();
    }
    for (const v of message.GIDMappings) {
      LinuxIDMapping.encode(v!, writer.uint32(18).fork()).join();
    }
    globalThis.Object.entries(message.Sysctl).forEach(([key, value]: [string, string]) => {
      Linux_SysctlEntry.encode({ key: key as any, value }, writer.uint32(26).fork()).join();
    });
    if (message.Resources !== undefined) {
      LinuxResources.encode(message.Resources, writer.uint32(34).fork()).join();
    }
    if (message.CgroupsPath !== "") {
      writer.uint32(42).string(message.CgroupsPath);
    }
    for (const v of message.Namespaces) {
      LinuxNamespace.encode(v!, writer.uint32(50).fork()).join();
    }
    for (const v of message.Devices) {
      LinuxDevice.encode(v!, writer.uint32(58).fork()).join();
    }
    if (message.Seccomp !== undefined) {
      LinuxSeccomp.encode(message.Seccomp, writer.uint32(66).fork()).join();
    }
    if (message.RootfsPropagation !== "") {
      writer.uint32(74).string(message.RootfsPropagation);
    }
    for (const v of message.MaskedPaths) {
      writer.uint32(82).string(v!);
    }
    for (const v of message.ReadonlyPaths) {
      writer.uint32(90).string(v!);
    }
    if (message.MountLabel !== "") {
      writer.uint32(98).string(message.MountLabel);
    }
    if (message.IntelRdt !== undefined) {
      LinuxIntelRdt.encode(message.IntelRdt, writer.uint32(106).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Linux {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinux();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.UIDMappings.push(LinuxIDMapping.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.GIDMappings.push(LinuxIDMapping.decode(reader, reader.uint32()));
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            const entry3 = Linux_SysctlEntry.decode(reader, reader.uint32());
            if (entry3.value !== undefined) {
              message.Sysctl[entry3.key] = entry3.value;
            }
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.Resources = LinuxResources.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.CgroupsPath = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.Namespaces.push(LinuxNamespace.decode(reader, reader.uint32()));
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.Devices.push(LinuxDevice.decode(reader, reader.uint32()));
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }

            message.Seccomp = LinuxSeccomp.decode(reader, reader.uint32());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }

            message.RootfsPropagation = reader.string();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }

            message.MaskedPaths.push(reader.string());
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }

            message.ReadonlyPaths.push(reader.string());
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }

            message.MountLabel = reader.string();
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }

            message.IntelRdt = LinuxIntelRdt.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinux_SysctlEntry(): Linux_SysctlEntry {
  return { key: "", value: "" };
}

export const Linux_SysctlEntry: MessageFns<Linux_SysctlEntry> = {
  encode(message: Linux_SysctlEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Linux_SysctlEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinux_SysctlEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseWindows(): Windows {
  return { dummy: "" };
}

export const Windows: MessageFns<Windows> = {
  encode(message: Windows, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.dummy !== "") {
      writer.uint32(10).string(message.dummy);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Windows {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseWindows();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.dummy = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseSolaris(): Solaris {
  return { dummy: "" };
}

export const Solaris: MessageFns<Solaris> = {
  encode(message: Solaris, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.dummy !== "") {
      writer.uint32(10).string(message.dummy);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Solaris {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSolaris();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.dummy = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxIDMapping(): LinuxIDMapping {
  return { HostID: 0, ContainerID: 0, Size: 0 };
}

export const LinuxIDMapping: MessageFns<LinuxIDMapping> = {
  encode(message: LinuxIDMapping, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.HostID !== 0) {
      writer.uint32(8).uint32(message.HostID);
    }
    if (message.ContainerID !== 0) {
      writer.uint32(16).uint32(message.ContainerID);
    }
    if (message.Size !== 0) {
      writer.uint32(24).uint32(message.Size);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxIDMapping {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxIDMapping();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.HostID = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.ContainerID = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.Size = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxNamespace(): LinuxNamespace {
  return { Type: "", Path: "" };
}

export const LinuxNamespace: MessageFns<LinuxNamespace> = {
  encode(message: LinuxNamespace, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Type !== "") {
      writer.uint32(10).string(message.Type);
    }
    if (message.Path !== "") {
      writer.uint32(18).string(message.Path);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxNamespace {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxNamespace();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Type = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Path = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxDevice(): LinuxDevice {
  return { Path: "", Type: "", Major: 0n, Minor: 0n, FileMode: 0, UID: 0, GID: 0 };
}

export const LinuxDevice: MessageFns<LinuxDevice> = {
  encode(message: LinuxDevice, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Path !== "") {
      writer.uint32(10).string(message.Path);
    }
    if (message.Type !== "") {
      writer.uint32(18).string(message.Type);
    }
    if (message.Major !== 0n) {
      if (BigInt.asIntN(64, message.Major) !== message.Major) {
        throw new globalThis.Error("value provided for field message.Major of type int64 too large");
      }
      writer.uint32(24).int64(message.Major);
    }
    if (message.Minor !== 0n) {
      if (BigInt.asIntN(64, message.Minor) !== message.Minor) {
        throw new globalThis.Error("value provided for field message.Minor of type int64 too large");
      }
      writer.uint32(32).int64(message.Minor);
    }
    if (message.FileMode !== 0) {
      writer.uint32(40).uint32(message.FileMode);
    }
    if (message.UID !== 0) {
      writer.uint32(48).uint32(message.UID);
    }
    if (message.GID !== 0) {
      writer.uint32(56).uint32(message.GID);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxDevice {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxDevice();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Path = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Type = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.Major = reader.int64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.Minor = reader.int64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.FileMode = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.UID = reader.uint32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }

            message.GID = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxResources(): LinuxResources {
  return {
    Devices: [],
    Memory: undefined,
    CPU: undefined,
    Pids: undefined,
    BlockIO: undefined,
    HugepageLimits: [],
    Network: undefined,
  };
}

export const LinuxResources: MessageFns<LinuxResources> = {
  encode(message: LinuxResources, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.Devices) {
      LinuxDeviceCgroup.encode(v!, writer.uint32(10).fork()).join();
    }
    if (message.Memory !== undefined) {
      LinuxMemory.encode(message.Memory, writer.uint32(18).fork()).join();
    }
    if (message.CPU !== undefined) {
      LinuxCPU.encode(message.CPU, writer.uint32(26).fork()).join();
    }
    if (message.Pids !== undefined) {
      LinuxPids.encode(message.Pids, writer.uint32(34).fork()).join();
    }
    if (message.BlockIO !== undefined) {
      LinuxBlockIO.encode(message.BlockIO, writer.uint32(42).fork()).join();
    }
    for (const v of message.HugepageLimits) {
      LinuxHugepageLimit.encode(v!, writer.uint32(50).fork()).join();
    }
    if (message.Network !== undefined) {
      LinuxNetwork.encode(message.Network, writer.uint32(58).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxResources {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxResources();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Devices.push(LinuxDeviceCgroup.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Memory = LinuxMemory.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.CPU = LinuxCPU.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.Pids = LinuxPids.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.BlockIO = LinuxBlockIO.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.HugepageLimits.push(LinuxHugepageLimit.decode(reader, reader.uint32()));
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.Network = LinuxNetwork.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxMemory(): LinuxMemory {
  return { Limit: 0n, Reservation: 0n, Swap: 0n, Kernel: 0n, KernelTCP: 0n, Swappiness: 0n, DisableOOMKiller: false };
}

export const LinuxMemory: MessageFns<LinuxMemory> = {
  encode(message: LinuxMemory, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Limit !== 0n) {
      if (BigInt.asIntN(64, message.Limit) !== message.Limit) {
        throw new globalThis.Error("value provided for field message.Limit of type int64 too large");
      }
      writer.uint32(8).int64(message.Limit);
    }
    if (message.Reservation !== 0n) {
      if (BigInt.asIntN(64, message.Reservation) !== message.Reservation) {
        throw new globalThis.Error("value provided for field message.Reservation of type int64 too large");
      }
      writer.uint32(16).int64(message.Reservation);
    }
    if (message.Swap !== 0n) {
      if (BigInt.asIntN(64, message.Swap) !== message.Swap) {
        throw new globalThis.Error("value provided for field message.Swap of type int64 too large");
      }
      writer.uint32(24).int64(message.Swap);
    }
    if (message.Kernel !== 0n) {
      if (BigInt.asIntN(64, message.Kernel) !== message.Kernel) {
        throw new globalThis.Error("value provided for field message.Kernel of type int64 too large");
      }
      writer.uint32(32).int64(message.Kernel);
    }
    if (message.KernelTCP !== 0n) {
      if (BigInt.asIntN(64, message.KernelTCP) !== message.KernelTCP) {
        throw new globalThis.Error("value provided for field message.KernelTCP of type int64 too large");
      }
      writer.uint32(40).int64(message.KernelTCP);
    }
    if (message.Swappiness !== 0n) {
      if (BigInt.asUintN(64, message.Swappiness) !== message.Swappiness) {
        throw new globalThis.Error("value provided for field message.Swappiness of type uint64 too large");
      }
      writer.uint32(48).uint64(message.Swappiness);
    }
    if (message.DisableOOMKiller !== false) {
      writer.uint32(56).bool(message.DisableOOMKiller);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxMemory {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxMemory();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Limit = reader.int64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Reservation = reader.int64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.Swap = reader.int64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.Kernel = reader.int64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.KernelTCP = reader.int64() as bigint;
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.Swappiness = reader.uint64() as bigint;
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }

            message.DisableOOMKiller = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxCPU(): LinuxCPU {
  return { Shares: 0n, Quota: 0n, Period: 0n, RealtimeRuntime: 0n, RealtimePeriod: 0n, Cpus: "", Mems: "" };
}

export const LinuxCPU: MessageFns<LinuxCPU> = {
  encode(message: LinuxCPU, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Shares !== 0n) {
      if (BigInt.asUintN(64, message.Shares) !== message.Shares) {
        throw new globalThis.Error("value provided for field message.Shares of type uint64 too large");
      }
      writer.uint32(8).uint64(message.Shares);
    }
    if (message.Quota !== 0n) {
      if (BigInt.asIntN(64, message.Quota) !== message.Quota) {
        throw new globalThis.Error("value provided for field message.Quota of type int64 too large");
      }
      writer.uint32(16).int64(message.Quota);
    }
    if (message.Period !== 0n) {
      if (BigInt.asUintN(64, message.Period) !== message.Period) {
        throw new globalThis.Error("value provided for field message.Period of type uint64 too large");
      }
      writer.uint32(24).uint64(message.Period);
    }
    if (message.RealtimeRuntime !== 0n) {
      if (BigInt.asIntN(64, message.RealtimeRuntime) !== message.RealtimeRuntime) {
        throw new globalThis.Error("value provided for field message.RealtimeRuntime of type int64 too large");
      }
      writer.uint32(32).int64(message.RealtimeRuntime);
    }
    if (message.RealtimePeriod !== 0n) {
      if (BigInt.asUintN(64, message.RealtimePeriod) !== message.RealtimePeriod) {
        throw new globalThis.Error("value provided for field message.RealtimePeriod of type uint64 too large");
      }
      writer.uint32(40).uint64(message.RealtimePeriod);
    }
    if (message.Cpus !== "") {
      writer.uint32(50).string(message.Cpus);
    }
    if (message.Mems !== "") {
      writer.uint32(58).string(message.Mems);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxCPU {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxCPU();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Shares = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Quota = reader.int64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.Period = reader.uint64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.RealtimeRuntime = reader.int64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.RealtimePeriod = reader.uint64() as bigint;
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.Cpus = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.Mems = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxWeightDevice(): LinuxWeightDevice {
  return { Major: 0n, Minor: 0n, Weight: 0, LeafWeight: 0 };
}

export const LinuxWeightDevice: MessageFns<LinuxWeightDevice> = {
  encode(message: LinuxWeightDevice, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Major !== 0n) {
      if (BigInt.asIntN(64, message.Major) !== message.Major) {
        throw new globalThis.Error("value provided for field message.Major of type int64 too large");
      }
      writer.uint32(8).int64(message.Major);
    }
    if (message.Minor !== 0n) {
      if (BigInt.asIntN(64, message.Minor) !== message.Minor) {
        throw new globalThis.Error("value provided for field message.Minor of type int64 too large");
      }
      writer.uint32(16).int64(message.Minor);
    }
    if (message.Weight !== 0) {
      writer.uint32(24).uint32(message.Weight);
    }
    if (message.LeafWeight !== 0) {
      writer.uint32(32).uint32(message.LeafWeight);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxWeightDevice {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxWeightDevice();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Major = reader.int64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Minor = reader.int64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.Weight = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.LeafWeight = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxThrottleDevice(): LinuxThrottleDevice {
  return { Major: 0n, Minor: 0n, Rate: 0n };
}

export const LinuxThrottleDevice: MessageFns<LinuxThrottleDevice> = {
  encode(message: LinuxThrottleDevice, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Major !== 0n) {
      if (BigInt.asIntN(64, message.Major) !== message.Major) {
        throw new globalThis.Error("value provided for field message.Major of type int64 too large");
      }
      writer.uint32(8).int64(message.Major);
    }
    if (message.Minor !== 0n) {
      if (BigInt.asIntN(64, message.Minor) !== message.Minor) {
        throw new globalThis.Error("value provided for field message.Minor of type int64 too large");
      }
      writer.uint32(16).int64(message.Minor);
    }
    if (message.Rate !== 0n) {
      if (BigInt.asUintN(64, message.Rate) !== message.Rate) {
        throw new globalThis.Error("value provided for field message.Rate of type uint64 too large");
      }
      writer.uint32(24).uint64(message.Rate);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxThrottleDevice {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxThrottleDevice();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Major = reader.int64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Minor = reader.int64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.Rate = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxBlockIO(): LinuxBlockIO {
  return {
    Weight: 0,
    LeafWeight: 0,
    WeightDevice: [],
    ThrottleReadBpsDevice: [],
    ThrottleWriteBpsDevice: [],
    ThrottleReadIOPSDevice: [],
    ThrottleWriteIOPSDevice: [],
  };
}

export const LinuxBlockIO: MessageFns<LinuxBlockIO> = {
  encode(message: LinuxBlockIO, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Weight !== 0) {
      writer.uint32(8).uint32(message.Weight);
    }
    if (message.LeafWeight !== 0) {
      writer.uint32(16).uint32(message.LeafWeight);
    }
    for (const v of message.WeightDevice) {
      LinuxWeightDevice.encode(v!, writer.uint32(26).fork()).join();
    }
    for (const v of message.ThrottleReadBpsDevice) {
      LinuxThrottleDevice.encode(v!, writer.uint32(34).fork()).join();
    }
    for (const v of message.ThrottleWriteBpsDevice) {
      LinuxThrottleDevice.encode(v!, writer.uint32(42).fork()).join();
    }
    for (const v of message.ThrottleReadIOPSDevice) {
      LinuxThrottleDevice.encode(v!, writer.uint32(50).fork()).join();
    }
    for (const v of message.ThrottleWriteIOPSDevice) {
      LinuxThrottleDevice.encode(v!, writer.uint32(58).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxBlockIO {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxBlockIO();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Weight = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.LeafWeight = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.WeightDevice.push(LinuxWeightDevice.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.ThrottleReadBpsDevice.push(LinuxThrottleDevice.decode(reader, reader.uint32()));
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.ThrottleWriteBpsDevice.push(LinuxThrottleDevice.decode(reader, reader.uint32()));
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.ThrottleReadIOPSDevice.push(LinuxThrottleDevice.decode(reader, reader.uint32()));
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.ThrottleWriteIOPSDevice.push(LinuxThrottleDevice.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxPids(): LinuxPids {
  return { Limit: 0n };
}

export const LinuxPids: MessageFns<LinuxPids> = {
  encode(message: LinuxPids, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Limit !== 0n) {
      if (BigInt.asIntN(64, message.Limit) !== message.Limit) {
        throw new globalThis.Error("value provided for field message.Limit of type int64 too large");
      }
      writer.uint32(8).int64(message.Limit);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxPids {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxPids();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Limit = reader.int64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxDeviceCgroup(): LinuxDeviceCgroup {
  return { Allow: false, Type: "", Major: 0n, Minor: 0n, Access: "" };
}

export const LinuxDeviceCgroup: MessageFns<LinuxDeviceCgroup> = {
  encode(message: LinuxDeviceCgroup, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Allow !== false) {
      writer.uint32(8).bool(message.Allow);
    }
    if (message.Type !== "") {
      writer.uint32(18).string(message.Type);
    }
    if (message.Major !== 0n) {
      if (BigInt.asIntN(64, message.Major) !== message.Major) {
        throw new globalThis.Error("value provided for field message.Major of type int64 too large");
      }
      writer.uint32(24).int64(message.Major);
    }
    if (message.Minor !== 0n) {
      if (BigInt.asIntN(64, message.Minor) !== message.Minor) {
        throw new globalThis.Error("value provided for field message.Minor of type int64 too large");
      }
      writer.uint32(32).int64(message.Minor);
    }
    if (message.Access !== "") {
      writer.uint32(42).string(message.Access);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxDeviceCgroup {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxDeviceCgroup();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Allow = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Type = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.Major = reader.int64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.Minor = reader.int64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.Access = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxNetwork(): LinuxNetwork {
  return { ClassID: 0, Priorities: [] };
}

export const LinuxNetwork: MessageFns<LinuxNetwork> = {
  encode(message: LinuxNetwork, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.ClassID !== 0) {
      writer.uint32(8).uint32(message.ClassID);
    }
    for (const v of message.Priorities) {
      LinuxInterfacePriority.encode(v!, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxNetwork {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxNetwork();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.ClassID = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Priorities.push(LinuxInterfacePriority.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxHugepageLimit(): LinuxHugepageLimit {
  return { Pagesize: "", Limit: 0n };
}

export const LinuxHugepageLimit: MessageFns<LinuxHugepageLimit> = {
  encode(message: LinuxHugepageLimit, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Pagesize !== "") {
      writer.uint32(10).string(message.Pagesize);
    }
    if (message.Limit !== 0n) {
      if (BigInt.asUintN(64, message.Limit) !== message.Limit) {
        throw new globalThis.Error("value provided for field message.Limit of type uint64 too large");
      }
      writer.uint32(16).uint64(message.Limit);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxHugepageLimit {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxHugepageLimit();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Pagesize = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Limit = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxInterfacePriority(): LinuxInterfacePriority {
  return { Name: "", Priority: 0 };
}

export const LinuxInterfacePriority: MessageFns<LinuxInterfacePriority> = {
  encode(message: LinuxInterfacePriority, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Name !== "") {
      writer.uint32(10).string(message.Name);
    }
    if (message.Priority !== 0) {
      writer.uint32(16).uint32(message.Priority);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxInterfacePriority {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxInterfacePriority();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Priority = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxSeccomp(): LinuxSeccomp {
  return { DefaultAction: "", Architectures: [], Flags: [], Syscalls: [] };
}

export const LinuxSeccomp: MessageFns<LinuxSeccomp> = {
  encode(message: LinuxSeccomp, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.DefaultAction !== "") {
      writer.uint32(10).string(message.DefaultAction);
    }
    for (const v of message.Architectures) {
      writer.uint32(18).string(v!);
    }
    for (const v of message.Flags) {
      writer.uint32(26).string(v!);
    }
    for (const v of message.Syscalls) {
      LinuxSyscall.encode(v!, writer.uint32(34).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxSeccomp {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxSeccomp();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.DefaultAction = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Architectures.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.Flags.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.Syscalls.push(LinuxSyscall.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxSeccompArg(): LinuxSeccompArg {
  return { Index: 0n, Value: 0n, ValueTwo: 0n, Op: "" };
}

export const LinuxSeccompArg: MessageFns<LinuxSeccompArg> = {
  encode(message: LinuxSeccompArg, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Index !== 0n) {
      if (BigInt.asUintN(64, message.Index) !== message.Index) {
        throw new globalThis.Error("value provided for field message.Index of type uint64 too large");
      }
      writer.uint32(8).uint64(message.Index);
    }
    if (message.Value !== 0n) {
      if (BigInt.asUintN(64, message.Value) !== message.Value) {
        throw new globalThis.Error("value provided for field message.Value of type uint64 too large");
      }
      writer.uint32(16).uint64(message.Value);
    }
    if (message.ValueTwo !== 0n) {
      if (BigInt.asUintN(64, message.ValueTwo) !== message.ValueTwo) {
        throw new globalThis.Error("value provided for field message.ValueTwo of type uint64 too large");
      }
      writer.uint32(24).uint64(message.ValueTwo);
    }
    if (message.Op !== "") {
      writer.uint32(34).string(message.Op);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxSeccompArg {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxSeccompArg();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Index = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Value = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.ValueTwo = reader.uint64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.Op = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxSyscall(): LinuxSyscall {
  return { Names: [], Action: "", errnoret: undefined, Args: [] };
}

export const LinuxSyscall: MessageFns<LinuxSyscall> = {
  encode(message: LinuxSyscall, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.Names) {
      writer.uint32(10).string(v!);
    }
    if (message.Action !== "") {
      writer.uint32(18).string(message.Action);
    }
    if (message.errnoret !== undefined) {
      writer.uint32(24).uint32(message.errnoret);
    }
    for (const v of message.Args) {
      LinuxSeccompArg.encode(v!, writer.uint32(34).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxSyscall {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxSyscall();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Names.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.Action = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.errnoret = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.Args.push(LinuxSeccompArg.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseLinuxIntelRdt(): LinuxIntelRdt {
  return { L3CacheSchema: "" };
}

export const LinuxIntelRdt: MessageFns<LinuxIntelRdt> = {
  encode(message: LinuxIntelRdt, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.L3CacheSchema !== "") {
      writer.uint32(10).string(message.L3CacheSchema);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): LinuxIntelRdt {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseLinuxIntelRdt();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.L3CacheSchema = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

interface MessageFns<T> {
  encode(message: T, writer?: BinaryWriter): BinaryWriter;
  decode(input: BinaryReader | Uint8Array, length?: number): T;
}
