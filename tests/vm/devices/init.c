/*
 * PID 1 of the guest that tests the devices: carries out one command a line from the virtio port "husk.test", and answers each with a line,
 * "ok" and what it found, or "failed" and why. Beside it a process a connection serves vsock: port 1024 echoes, 1025 swallows and then
 * tells how much, 1026 sends 16 MiB.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/sysinfo.h>
#include <time.h>
#include <unistd.h>

#define MIB (1 << 20)
#define SOURCE_BYTES (16L * MIB)

static char answer[512];
static char *block; /* aligned, 1 MiB */

static int failed(const char *what) {
  snprintf(answer, sizeof(answer), "failed %s: %s", what, strerror(errno));
  return -1;
}

static int ok(const char *what, long value) {
  snprintf(answer, sizeof(answer), "ok %s %ld", what, value);
  return 0;
}

static void serve(int fd, unsigned port) {
  long total = 0;
  ssize_t count;
  if (port == 1024) {
    while ((count = read(fd, block, 65536)) > 0)
      for (ssize_t at = 0, done; at < count; at += done)
        if ((done = write(fd, block + at, count - at)) <= 0) _exit(1);
  } else if (port == 1025) {
    while ((count = read(fd, &total, sizeof(total))) > 0 && count < (ssize_t)sizeof(total)) continue;
    long wanted = total;
    for (total = 0; total < wanted && (count = read(fd, block, MIB)) > 0; total += count) continue;
    if (write(fd, &total, sizeof(total)) < 0) _exit(1);
    while (read(fd, block, MIB) > 0) continue;
  } else {
    while (total < SOURCE_BYTES && (count = write(fd, block, MIB)) > 0) total += count;
  }
  _exit(0);
}

static void vsock_server(unsigned port) {
  struct sockaddr_vm address = {.svm_family = AF_VSOCK, .svm_cid = VMADDR_CID_ANY, .svm_port = port};
  int listener = socket(AF_VSOCK, SOCK_STREAM, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof(address)) || listen(listener, 8)) {
    perror("vsock");
    return;
  }
  if (fork()) {
    close(listener);
    return;
  }
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd >= 0 && !fork()) serve(fd, port);
    if (fd >= 0) close(fd);
  }
}

static int vsock_dial(unsigned port) {
  struct sockaddr_vm address = {.svm_family = AF_VSOCK, .svm_cid = VMADDR_CID_HOST, .svm_port = port};
  int fd = socket(AF_VSOCK, SOCK_STREAM, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address))) return failed("connect");
  if (write(fd, "hello", 5) != 5) return failed("write");
  ssize_t count = read(fd, block, 100);
  close(fd);
  return ok("bytes", count);
}

static int rng(long bytes) {
  int fd = open("/dev/hwrng", O_RDONLY);
  if (fd < 0) return failed("open /dev/hwrng");
  for (long left = bytes; left > 0;) {
    ssize_t count = read(fd, block, left < 512 ? left : 512);
    if (count <= 0) return failed("read");
    left -= count;
  }
  close(fd);
  return ok("bytes", bytes);
}

static int disk(const char *what, long mib) {
  int fd = open("/dev/vda", O_RDWR | O_DIRECT);
  if (fd < 0) return failed("open /dev/vda");
  long wrong = 0;
  unsigned long size;
  if (ioctl(fd, BLKGETSIZE64, &size)) return failed("BLKGETSIZE64");
  if (!strcmp(what, "discard") || !strcmp(what, "zero")) {
    unsigned long range[2] = {0, mib * MIB};
    if (ioctl(fd, *what == 'd' ? BLKDISCARD : BLKZEROOUT, range)) return failed(what);
  } else {
    for (long at = 0; at < mib; at++) {
      if (!strcmp(what, "write")) {
        memset(block, at + 1, MIB);
        if (pwrite(fd, block, MIB, at * MIB) != MIB) return failed("pwrite");
      } else {
        if (pread(fd, block, MIB, at * MIB) != MIB) return failed("pread");
        char expected = strcmp(what, "read") ? 0 : at + 1;
        for (long byte = 0; byte < MIB; byte += 511) wrong += block[byte] != expected;
      }
    }
    if (!strcmp(what, "write") && fsync(fd)) return failed("fsync");
  }
  close(fd);
  return ok(what, wrong ? -wrong : (long)(size / MIB));
}

/* One sector at random places, `count` times. */
static int disk_small(long count) {
  int fd = open("/dev/vda", O_RDWR | O_DIRECT);
  if (fd < 0) return failed("open /dev/vda");
  for (long index = 0; index < count; index++)
    if (pread(fd, block, 4096, (index * 7919 % 4096) * 4096) != 4096) return failed("pread");
  close(fd);
  return ok("requests", count);
}

static int net_up(const char *ip) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  struct ifreq request = {.ifr_name = "eth0"};
  struct sockaddr_in *address = (struct sockaddr_in *)&request.ifr_addr;
  address->sin_family = AF_INET;
  inet_pton(AF_INET, ip, &address->sin_addr);
  if (ioctl(fd, SIOCSIFADDR, &request)) return failed("SIOCSIFADDR");
  inet_pton(AF_INET, "255.255.255.0", &address->sin_addr);
  if (ioctl(fd, SIOCSIFNETMASK, &request)) return failed("SIOCSIFNETMASK");
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  if (ioctl(fd, SIOCSIFFLAGS, &request)) return failed("SIOCSIFFLAGS");
  close(fd);
  return ok("up", 1);
}

/* Sends `mib`, shuts down, and reads until the other end closes. */
static int tcp(const char *ip, int port, long mib) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, ip, &address.sin_addr);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)&address, sizeof(address))) return failed("connect");
  for (long left = mib * MIB, count; left > 0; left -= count)
    if ((count = write(fd, block, left < MIB ? left : MIB)) <= 0) return failed("write");
  shutdown(fd, SHUT_WR);
  long total = 0;
  for (ssize_t count; (count = read(fd, block, MIB)) > 0;) total += count;
  close(fd);
  return ok("received", total);
}

static int touch(long mib) {
  char *memory = mmap(NULL, mib * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return failed("mmap");
  memset(memory, 1, mib * MIB);
  munmap(memory, mib * MIB);
  return ok("touched", mib);
}

static int total_memory(void) {
  struct sysinfo info;
  sysinfo(&info);
  return ok("bytes", info.totalram * info.mem_unit);
}

static int clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return ok("ms", now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

static int execute(char *line) {
  char name[32] = "", text[32] = "";
  long first = 0, second = 0;
  if (sscanf(line, "rng %ld", &first) == 1) return rng(first);
  if (sscanf(line, "disk-small %ld", &first) == 1) return disk_small(first);
  if (sscanf(line, "disk %31s %ld", name, &first) == 2) return disk(name, first);
  if (sscanf(line, "net-up %31s", text) == 1) return net_up(text);
  if (sscanf(line, "tcp %31s %ld %ld", text, &first, &second) == 3) return tcp(text, first, second);
  if (sscanf(line, "vsock-dial %ld", &first) == 1) return vsock_dial(first);
  if (sscanf(line, "touch %ld", &first) == 1) return touch(first);
  if (!strncmp(line, "memory", 6)) return total_memory();
  if (!strncmp(line, "clock", 5)) return clock_now();
  if (!strncmp(line, "echo ", 5)) return snprintf(answer, sizeof(answer), "ok %.400s", line + 5), 0;
  if (!strncmp(line, "off", 3)) return reboot(RB_AUTOBOOT);
  errno = ENOSYS;
  return failed(line);
}

int main(void) {
  mount("none", "/dev", "devtmpfs", 0, NULL);
  mount("none", "/proc", "proc", 0, NULL);
  block = aligned_alloc(4096, MIB);
  for (unsigned port = 1024; port <= 1026; port++) vsock_server(port);
  int port = open("/dev/vport0p1", O_RDWR);
  if (port < 0) perror("port");
  printf("init: ready\n");
  fflush(stdout);
  char line[512];
  for (size_t length = 0;;) {
    ssize_t count = read(port, line + length, sizeof(line) - 1 - length);
    if (count <= 0) {
      sleep(1); /* nobody has the other end open */
      continue;
    }
    length += count;
    line[length] = 0;
    char *end = strchr(line, '\n');
    if (!end) continue;
    *end = 0;
    length = 0;
    execute(line);
    strcat(answer, "\n");
    if (write(port, answer, strlen(answer)) < 0) perror("answer");
  }
}
