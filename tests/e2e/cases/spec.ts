/**
 * What the OCI spec asks for is what the container gets. Most cases compare with what runc makes of the same spec in the
 * same run: the list of expectations is then runc's, not the author's.
 */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { quote } from "../command.ts";
import type { ContainerOptions, Context } from "../context.ts";
import { image } from "../images.ts";
import { makeSpec, type Spec, writeSpec } from "../spec.ts";
import type { TestCase } from "../harness.ts";

/** A case that runs a script with the same options under the runtime and under runc and compares the lines. */
function sameAsRunc(name: string, script: string, options: ContainerOptions = {}): TestCase {
  return {
    name: `as under runc: ${name}`,
    async run(context) {
      const [own, runc] = await Promise.all([
        context.run(["sh", "-c", script], options),
        context.run(["sh", "-c", script], { ...options, runtime: "runc" }),
      ]);
      assertEquals(runc.code, 0, quote(runc));
      assertEquals(own.stdout.split("\n"), runc.stdout.split("\n"), quote(own));
    },
  };
}

/** Runs a container by a spec of the case's own (`ctr run --config`); resolves to its standard output. */
async function runSpec(context: Context, script: string, edit: (spec: Spec) => void): Promise<string> {
  const file = await writeSpec(context, await makeSpec(context, script, edit));
  const result = await context.run([], { flags: ["--config", file] });
  assertEquals(result.code, 0, quote(result));
  return result.stdout;
}

const status = "grep -E '^(Cap|NoNewPrivs|Seccomp:|Uid|Gid|Groups)' /proc/self/status";
const masked = "/proc/acpi /proc/kcore /proc/keys /proc/timer_list /proc/scsi /proc/sched_debug /sys/firmware";

export const specCases: TestCase[] = [
  sameAsRunc("environment, working directory, umask", "env | sort; pwd; umask", {
    flags: ["--env", "FOO=bar baz", "--env", "EMPTY=", "--cwd", "/tmp"],
  }),
  sameAsRunc("capabilities, user, no_new_privs, seccomp of a plain container", status),
  sameAsRunc("capabilities added and dropped", `${status}; chown 1 /tmp 2>/dev/null || echo no chown`, {
    flags: ["--cap-add", "CAP_SYS_TIME", "--cap-drop", "CAP_CHOWN"],
  }),
  sameAsRunc("new privileges allowed", status, { flags: ["--allow-new-privs"] }),
  sameAsRunc("user, groups, home and environment of the image", `id; pwd; echo $HOME $FROM_IMAGE; ${status}`, {
    image: image.user,
  }),
  sameAsRunc("devices", "ls -l /dev | awk '{print $1, $3, $4, $5, $6, $NF}' | grep -vE '^total|/proc/kcore'"),
  sameAsRunc(
    "devices work",
    "head -c 4 /dev/zero | od -c; echo x >/dev/null; head -c 9 /dev/urandom | wc -c; cat </dev/null",
  ),
  // Which files of /proc there are to be masked is the kernel's matter; /proc/interrupts is masked by containerd 2.x.
  sameAsRunc(
    "mounts and their types",
    `awk '$2 != "/" {print $2, $3}' /proc/mounts | grep -vE '^(/proc/interrupts|${
      masked.replaceAll(" ", "|")
    }) ' | sort`,
  ),
  {
    name: "masked paths show nothing",
    async run(context) {
      const script = `for p in ${masked}; do
        if [ -d $p ]; then [ -z "$(ls -A $p)" ] || echo $p; elif [ -e $p ]; then [ $(head -c 1 $p | wc -c) = 0 ] || echo $p; fi
        done`;
      assertEquals(await context.shell(script), "");
    },
  },
  sameAsRunc("read-only paths", 'for p in bus fs irq sys; do grep -c " /proc/$p proc ro" /proc/mounts; done; true'),
  sameAsRunc("read-only root", "touch /file 2>&1; touch /dev/shm/ok && echo ok; touch /run/ok && echo ok", {
    flags: ["--read-only"],
  }),
  sameAsRunc("the default seccomp profile", `${status}; unshare -U true 2>&1; echo $?`, { flags: ["--seccomp"] }),
  sameAsRunc("open file limit", "grep 'open files' /proc/self/limits; ulimit -n"),
  sameAsRunc(
    "file owners, modes and links of the root file system",
    "ls -ln / | awk '{print $1, $3, $4, $NF}' | grep -vE ' (proc|sys|dev|run)$|^total'; stat -c '%h %a %s' /bin/busybox",
  ),
  sameAsRunc(
    "links, devices, attributes and renames in the root file system",
    [
      "cd /data; echo text >a; ln a b; ln -s a c; mv a d; chmod 640 d; chown 5:6 d; mkfifo p; mknod n c 1 3; mkdir -p x/y/z",
      "stat -c '%n %h %a %u %g %F %N' *; cat c 2>&1; rm -r x; ls; truncate -s 5000 big; stat -c %s big; cat b; echo more >>b; cat d",
    ].join("\n"),
  ),
  {
    name: "arguments keep spaces, quotes, newlines, emptiness and UTF-8",
    async run(context) {
      const words = ["a b", `"quoted"`, "it's", "", "line\nbreak", "snow ☃ 🦕", "$HOME", "\\"];
      const { stdout } = await context.run(["printf", "[%s]", ...words]);
      assertEquals(stdout, words.map((word) => `[${word}]`).join(""));
    },
  },
  {
    name: "a long environment and a long argument arrive whole",
    async run(context) {
      const flags = ["--env", `LONG=${"e".repeat(100_000)}`];
      assertEquals(await context.shell("echo ${#LONG} ${#0}", { flags }), `100000 2\n`);
      assertEquals((await context.run(["echo", "a".repeat(100_000)])).stdout.length, 100_001);
    },
  },
  {
    name: "a forbidden system call fails with the profile's errno",
    async run(context) {
      const file = `${context.directory}/seccomp.json`;
      await Deno.writeTextFile(
        file,
        JSON.stringify({
          defaultAction: "SCMP_ACT_ALLOW",
          architectures: ["SCMP_ARCH_X86_64"],
          syscalls: [{ names: ["mkdir", "mkdirat"], action: "SCMP_ACT_ERRNO", errnoRet: 28 }],
        }),
      );
      const flags = ["--seccomp", "--seccomp-profile", file];
      const out = await context.shell(
        "mkdir /tmp/no 2>&1; touch /tmp/yes && echo made; grep Seccomp: /proc/self/status",
        { flags },
      );
      assertMatch(out, /No space left on device/);
      assertMatch(out, /made\nSeccomp:\t2\n$/);
    },
  },
  {
    name: "a writable bind mount shows the host's files, and its files are the host's",
    async run(context) {
      const { directory } = context;
      await Deno.writeTextFile(`${directory}/from-host`, "host\n");
      const flags = ["--mount", `type=bind,src=${directory},dst=/mnt/shared,options=rbind:rw`];
      const out = await context.shell(
        "cat /mnt/shared/from-host; echo guest >/mnt/shared/from-guest; rm /mnt/shared/from-host",
        { flags },
      );
      assertEquals(out, "host\n");
      assertEquals(await Deno.readTextFile(`${directory}/from-guest`), "guest\n");
      assertEquals([...Deno.readDirSync(directory)].map(({ name }) => name), ["from-guest"]);
    },
  },
  {
    name: "a read-only bind mount cannot be written",
    async run(context) {
      await Deno.writeTextFile(`${context.directory}/file`, "text\n");
      const flags = ["--mount", `type=bind,src=${context.directory},dst=/mnt,options=rbind:ro`];
      const out = await context.shell("cat /mnt/file; echo x >/mnt/file; touch /mnt/new; true", { flags });
      assertEquals(out, "text\n");
      assertEquals(await Deno.readTextFile(`${context.directory}/file`), "text\n");
      assertEquals([...Deno.readDirSync(context.directory)].length, 1);
    },
  },
  {
    name: "a single file can be bind mounted over a file",
    async run(context) {
      const file = `${context.directory}/my file`;
      await Deno.writeTextFile(file, "replaced\n");
      const flags = ["--mount", `type=bind,src=${file},dst=/etc/image-name,options=rbind:rw`];
      assertEquals(await context.shell("cat /etc/image-name; echo back >/etc/image-name", { flags }), "replaced\n");
      assertEquals(await Deno.readTextFile(file), "back\n");
    },
  },
  {
    name: "two bind mounts of one folder, and a mount below a mount",
    async run(context) {
      const { directory } = context;
      await Deno.mkdir(`${directory}/inner`);
      await Deno.writeTextFile(`${directory}/file`, "outer\n");
      await Deno.mkdir(`${directory}/other`);
      await Deno.writeTextFile(`${directory}/other/file`, "other\n");
      const mount = (
        src: string,
        dst: string,
        mode: string,
      ) => ["--mount", `type=bind,src=${src},dst=${dst},options=rbind:${mode}`];
      const flags = [
        ...mount(directory, "/mnt/a", "ro"),
        ...mount(directory, "/mnt/b", "rw"),
        ...mount(`${directory}/other`, "/mnt/a/inner", "ro"),
      ];
      const out = await context.shell(
        "cat /mnt/a/file /mnt/b/file /mnt/a/inner/file; ls /mnt/b/inner; touch /mnt/a/x 2>/dev/null || echo ro",
        { flags },
      );
      assertEquals(out, "outer\nouter\nother\nro\n");
    },
  },
  {
    name: "a mount of a folder that does not exist is refused and named",
    async run(context) {
      const flags = ["--mount", "type=bind,src=/no/such/folder,dst=/mnt,options=rbind:ro"];
      const result = await context.run(["true"], { flags });
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, /\/no\/such\/folder/);
    },
  },
  {
    name: "a tmpfs mount has its size and mode and is empty",
    async run(context) {
      const flags = ["--mount", "type=tmpfs,src=tmpfs,dst=/scratch,options=size=1m:mode=1770"];
      const script =
        "stat -c %a /scratch; ls -A /scratch; head -c 3000000 /dev/zero >/scratch/f 2>/dev/null; stat -c %s /scratch/f";
      assertEquals(await context.shell(script, { flags }), "1770\n1048576\n");
    },
  },
  {
    name: "memory and CPU limits are set on the container's cgroup",
    async run(context) {
      const flags = [
        "--memory-limit",
        "67108864",
        "--cpus",
        "0.5",
        "--mount",
        "type=cgroup,src=cgroup,dst=/sys/fs/cgroup,options=ro",
      ];
      const script = `p=$(sed -n 's/^0:://p' /proc/self/cgroup)
        if [ -e /sys/fs/cgroup/cgroup.procs ]; then cd /sys/fs/cgroup; [ -e memory.max ] || cd .$p; cat memory.max cpu.max
        else cd /sys/fs/cgroup; cat memory/memory.limit_in_bytes; echo $(cat cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us); fi`;
      assertEquals(await context.shell(script, { flags }), "67108864\n50000 100000\n");
    },
  },
  {
    name: "a container that takes more than its memory limit is killed, and only it",
    async run(context) {
      const id = await context.detached(["sleep", "1000"], { flags: ["--memory-limit", "33554432"] });
      const result = await context.exec(id, ["sh", "-c", "head -c 100000000 /dev/zero | tail"]);
      assertEquals(result.code, 137, quote(result));
      assertEquals(await context.taskStatus(id), "RUNNING");
    },
  },
  {
    name: "a limit of processes holds",
    async run(context) {
      const script = "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 5 & done 2>&1; echo alive";
      const file = await writeSpec(
        context,
        await makeSpec(context, script, (spec) => {
          spec.linux.resources = { ...spec.linux.resources, pids: { limit: 8 } };
        }),
      );
      const result = await context.run([], { flags: ["--config", file] });
      assertMatch(result.stdout + result.stderr, /can't fork/, quote(result));
    },
  },
  {
    name: "a custom spec sets hostname, arguments, environment and working directory",
    async run(context) {
      const out = await runSpec(context, "hostname; cat /proc/sys/kernel/hostname; echo $FROM_SPEC; pwd", (spec) => {
        spec.hostname = "spec-host";
        spec.process.env.push("FROM_SPEC=yes");
        spec.process.cwd = "/var";
      });
      assertEquals(out, "spec-host\nspec-host\nyes\n/var\n");
    },
  },
  {
    name: "a custom spec sets user, additional groups and umask",
    async run(context) {
      const out = await runSpec(context, "id -u; id -g; grep Groups /proc/self/status; umask", (spec) => {
        spec.process.user = { uid: 4321, gid: 8765, additionalGids: [10, 20, 3000000], umask: 0o27 };
      });
      assertEquals(out, "4321\n8765\nGroups:\t10 20 3000000 \n0027\n");
    },
  },
  {
    name: "a custom spec sets resource limits",
    async run(context) {
      const out = await runSpec(
        context,
        "grep -E 'open files|core file|processes' /proc/self/limits | awk '{print $(NF-2), $(NF-1)}'",
        (spec) => {
          spec.process.rlimits = [
            { type: "RLIMIT_CORE", soft: 1, hard: 2 },
            { type: "RLIMIT_NOFILE", soft: 333, hard: 444 },
            { type: "RLIMIT_NPROC", soft: 555, hard: 666 },
          ];
        },
      );
      assertEquals(out, "1 2\n555 666\n333 444\n");
    },
  },
  {
    name: "a custom spec sets a sysctl of its network namespace",
    async run(context) {
      const out = await runSpec(context, "cat /proc/sys/net/ipv4/ip_local_port_range", (spec) => {
        spec.linux.sysctl = { "net.ipv4.ip_local_port_range": "30000 31000" };
      });
      assertEquals(out.trim().split(/\s+/), ["30000", "31000"]);
    },
  },
  {
    name: "a custom spec sets the OOM score adjustment",
    async run(context) {
      const out = await runSpec(context, "cat /proc/self/oom_score_adj", (spec) => {
        spec.process.oomScoreAdj = 500;
      });
      assertEquals(out, "500\n");
    },
  },
  {
    name: "a custom spec's masked and read-only paths of the root file system hold",
    async run(context) {
      const out = await runSpec(context, "ls /home; cat /etc/passwd; touch /data/x 2>&1; true", (spec) => {
        spec.linux.maskedPaths = ["/home", "/etc/passwd"];
        spec.linux.readonlyPaths = ["/data"];
      });
      assertEquals(out, "touch: /data/x: Read-only file system\n");
    },
  },
  {
    name: "a container has a loopback interface of its own",
    async run(context) {
      assertEquals(await context.shell("ls /sys/class/net; cat /proc/net/dev | wc -l"), "lo\n3\n");
    },
  },
  {
    name: "annotations of other projects are let pass",
    async run(context) {
      const flags = ["--annotation", "com.example.any=thing", "--annotation", "io.kubernetes.cri.other=1"];
      assertEquals(await context.shell("echo fine", { flags }), "fine\n");
    },
  },
  {
    name: "the time in the container is the host's",
    async run(context) {
      const before = Date.now() / 1000;
      const inside = Number(await context.shell("date +%s"));
      assert(inside >= Math.floor(before) - 1 && inside <= Date.now() / 1000 + 1, `${inside} against ${before}`);
    },
  },
];
