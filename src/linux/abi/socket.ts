import { defineLayout } from "./layout.ts";

/** unix(7). */
export const sockaddrUn = defineLayout("struct sockaddr_un", "sys/un.h", 110, { sun_family: [0, "u16"] });
/** Offset of `sun_path`, and its size with the final zero. */
export const SUN_PATH_OFFSET = 2;
export const SUN_PATH_SIZE = 108;

export const AF_UNIX = 1;
export const SOCK_STREAM = 1;
