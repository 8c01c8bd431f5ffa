/**
 * containerd as the service that it is on other nodes: its configuration in /etc/containerd, its programs in PATH, and a `systemctl` that
 * can restart it, for `husk install --restart` to do its work here as there. What runs in its containers goes on meanwhile.
 */
import type { Node, Service } from "./node.ts";

export const CONTAINERD_CONFIG = "/etc/containerd/config.toml";

/**
 * Runs "$@" until it ends by itself, and once more at each SIGHUP. Whoever waits with a FIFO hears when the next one serves, as systemctl's
 * callers do: what a container says while nobody reads its streams is lost where it ends meanwhile.
 */
const KEEPER = `keeper=/run/containerd-keeper
mkdir "$keeper"
mkfifo "$keeper/log"
follow() {
  while read -r line; do
    printf '%s\\n' "$line" >&2
    case "$line" in
    *"successfully booted"*) for waiting in "$keeper"/wait-*; do [ ! -p "$waiting" ] || echo > "$waiting"; done ;;
    esac
  done
}
trap 'again=1; kill -TERM "$child"' HUP
echo $$ > "$keeper/pid"
while :; do
  again=0
  follow < "$keeper/log" &
  "$@" 2> "$keeper/log" & child=$!
  while wait "$child"; code=$?; kill -0 "$child" 2>/dev/null; do :; done
  [ "$again" = 1 ] || exit "$code"
done`;

const SYSTEMCTL = `#!/bin/sh
[ "$*" = "restart containerd" ] || { echo "this node's systemctl can restart containerd and nothing else, not '$*'" >&2; exit 1; }
waiting=/run/containerd-keeper/wait-$$
mkfifo "$waiting" && kill -HUP "$(cat /run/containerd-keeper/pid)" && read -r _ < "$waiting" && rm "$waiting"
`;

/** Starts containerd of folder `programs` on the node; it serves once this resolves. */
export async function serveContainerd(node: Node, programs: string, path: string): Promise<Service> {
  await node.run(["sh", "-c", "cat > /usr/local/bin/systemctl; chmod 755 /usr/local/bin/systemctl"], {
    stdin: SYSTEMCTL,
  });
  await node.run(["ln", "-sf", `${programs}/containerd`, "/usr/local/bin/containerd"]);
  const command = ["sh", "-c", KEEPER, "sh", `${programs}/containerd`, "--config", CONTAINERD_CONFIG];
  return await node.serve("containerd", command, "successfully booted", { PATH: path });
}

export async function writeContainerdConfig(node: Node, text: string): Promise<void> {
  await node.run(["sh", "-c", `mkdir -p /etc/containerd; cat > ${CONTAINERD_CONFIG}`], { stdin: text });
}
