import { defineLayout } from "./layout.ts";

export const HEADERS = ["sys/socket.h"];

/** unix(7). `sun_path` begins at 2. */
export const sockaddrUn = defineLayout("struct sockaddr_un", "sys/un.h", 110, {
  sun_family: [0, "u16"],
  sun_path: [2, "u8"],
});

export const AF_UNIX = 1;
export const SOCK_STREAM = 1;
