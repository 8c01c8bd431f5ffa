# PID 1 of the test VM in its final root: what an ordinary Linux host has mounted and loaded, then the one command. Its two streams
# go out by a port each; each ends in a line of the token and the exit code, so that the host knows that it has all.
# shellcheck shell=sh
. /.husk-vm/settings
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/lock /run/husk-vm /dev/pts /dev/shm /dev/mqueue
mount -t devpts -o gid=5,mode=620,ptmxmode=666 devpts /dev/pts
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
mount -t mqueue mqueue /dev/mqueue
mount -t cgroup2 cgroup2 /sys/fs/cgroup
for controller in $(cat /sys/fs/cgroup/cgroup.controllers); do
  echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control
done
ln -sf /proc/self/fd /dev/fd
ln -sf /proc/self/fd/0 /dev/stdin
ln -sf /proc/self/fd/1 /dev/stdout
ln -sf /proc/self/fd/2 /dev/stderr
mount --make-rshared /
hostname husk-test-vm
ip link set lo up
ulimit -n 65536
for module in $modules; do
  busybox modprobe "$module" || {
    echo "test VM: cannot load module $module" >/dev/console
    busybox poweroff -f
  }
done

# As a distribution's udev leaves it, in a group of its own, so that QEMU need not be root.
chgrp 232 /dev/kvm
chmod 660 /dev/kvm

# The kernel rewrites its scheduler's code as the first of KVM's machines comes and as the last one goes (preempt_notifier_key in
# virt/kvm/kvm_main.c). QEMU's translator, with two processors at a time, may keep the breakpoint that stands there meanwhile, for ever: so one
# machine is there from now on.
qemu-system-x86_64 -M none -accel kvm -nodefaults -display none -S &

port() {
  for found in /sys/class/virtio-ports/*; do
    [ "$(cat "$found/name")" = "$1" ] && echo "/dev/${found##*/}"
  done
}
stdout=$(port husk.stdout)
stderr=$(port husk.stderr)
pulse=$(port husk.pulse)
echo "$token" >"$stdout"

cd /run/husk-vm || exit
mkfifo stdout stderr
cat stdout >"$stdout" &
copier=$!
cat stderr >"$stderr" &
copiers="$copier $!"
# As long as this comes the machine runs, whatever its command does or waits for.
while echo >"$pulse"; do sleep 10; done &
sh /.husk-vm/command </dev/null >stdout 2>stderr &
wait $!
code=$?
# Whatever the command left behind ends here; with its writers gone each stream comes to its end.
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  case " 1 $copiers " in
  *" $pid "*) ;;
  *) kill -9 "$pid" 2>/dev/null ;;
  esac
done
wait $copiers
echo "$token $code" >"$stdout"
echo "$token $code" >"$stderr"
while :; do wait; sleep 1000; done
