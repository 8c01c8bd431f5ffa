#!/bin/busybox sh
# The test VM's first program: puts the root file system together and hands over to run.sh in it. Whatever fails is told on
# the console, and the VM ends.
busybox=/bin/busybox
fail() {
  echo "test VM: $*" >/dev/console
  $busybox poweroff -f
}
$busybox mkdir -p /proc /sys /dev /tools /scratch /host /root
$busybox mount -t proc proc /proc
$busybox mount -t sysfs sysfs /sys
$busybox mount -t devtmpfs devtmpfs /dev || fail "no /dev"
for module in $($busybox cat /modules/order); do
  $busybox insmod "/modules/$module" || fail "cannot load $module"
done
$busybox mount -t ext4 -o ro,noatime /dev/vda /tools || fail "cannot mount the disk of tools"
$busybox mount -t ext4 -o noatime /dev/vdb /scratch || fail "cannot mount the scratch disk"
$busybox mount -t 9p -o ro,trans=virtio,version=9p2000.L,cache=loose,msize=512000 host /host || fail "cannot mount the host's root"
$busybox mount -t overlay -o lowerdir=/tools:/host,upperdir=/scratch/upper,workdir=/scratch/work root /root ||
  fail "cannot mount the root"
# containerd's snapshots are overlays themselves, and those cannot lie on an overlay.
$busybox mount --bind /scratch/var-tmp /root/var/tmp || fail "no /var/tmp"
# What the command needs of what this has covered: each a layer of its own.
for upper in /scratch/covered/*/upper; do
  [ -d "$upper" ] || continue
  layer=${upper%/upper}
  path=$($busybox cat "$layer/path")
  lower=/host$path
  [ -d "/tools$path" ] && lower=/tools$path:$lower
  $busybox mkdir -p "/root$path"
  $busybox mount -t overlay -o "lowerdir=$lower,upperdir=$upper,workdir=$layer/work" covered "/root$path" || fail "no $path"
done
for at in proc sys dev; do
  $busybox mount --move /$at /root/$at
done
exec $busybox switch_root /root /bin/busybox sh /.husk-vm/run.sh
