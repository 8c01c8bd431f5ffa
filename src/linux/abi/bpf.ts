/** bpf(2): what it takes to choose the socket for new connections (Documentation/bpf/prog_sk_lookup.rst). */
export const HEADERS = ["linux/bpf.h", "netinet/in.h"];

export const BPF_MAP_CREATE = 0;
export const BPF_MAP_UPDATE_ELEM = 2;
export const BPF_PROG_LOAD = 5;
export const BPF_LINK_CREATE = 28;

export const BPF_MAP_TYPE_SOCKMAP = 15;
export const BPF_PROG_TYPE_SK_LOOKUP = 30;
export const BPF_SK_LOOKUP = 36;
export const BPF_PSEUDO_MAP_FD = 1;

export const BPF_FUNC_map_lookup_elem = 1;
export const BPF_FUNC_sk_release = 86;
export const BPF_FUNC_sk_assign = 124;

export const IPPROTO_TCP = 6;
