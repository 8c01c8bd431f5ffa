# The thread that runs one virtual processor: a loop around KVM_RUN, in machine code of its own, since no JavaScript can run on
# a thread that spends its life in the guest. Position-independent, no stack beyond one page, no memory but its control page, no
# libc: the thread is made by clone(2) itself and has neither thread-local storage nor signal handlers. Before it runs the guest it puts
# itself under a seccomp filter of its own (vcpu_filter.ts): what this loop does is all that the thread can do from then on.
#
# Most of what a driver writes as it meets a device changes nothing but what the device's page shows next (virtio 1.2 §3.1.1: a device
# that is new is reset, acknowledged, found a driver, asked for either half of its features). Those writes are served here, and so are accesses to
# I/O ports, where there is nothing: JavaScript that runs for the first time would cost more than all else in a boot. What has
# consequences goes to MmioTransport.write().
#
# Assembled into vcpu_thread_code.ts by `deno run -A scripts/gen_vcpu_thread.ts`; `deno task ok` checks that the two agree.
# x86-64 System V calling convention; system calls keep all registers but rax, rcx and r11.

    .intel_syntax noprefix
    .text

# The control page, which vcpu_thread.ts describes as well.
    .equ VCPU, 0        # i32: the vCPU's descriptor
    .equ EXITED, 4      # i32: eventfd that the thread writes when the guest has exited
    .equ RESUME, 8      # i32: eventfd (blocking) that it then reads
    .equ LEAVE, 12      # u32: not 0 where the thread is to end in place of running the guest
    .equ RESULT, 16     # i64: what KVM_RUN returned, 0 or -errno
    .equ THREAD, 24     # u32: the thread's id; the kernel writes 0 and wakes its futex when the thread has ended
    .equ DRAIN, 32       # u64: room for what RESUME holds
    .equ MASK, 40       # u64: room for the caller's signal mask
    .equ CONFINED, 48   # u32: 1 once the thread is under its filter; before that RESULT is what kept it from there
    .equ SERVED, 52     # u32: how many of the guest's exits ended here
    .equ PROGRAM, 56    # struct sock_fprog: the filter
    .equ RUN, 72        # u64: address of the vCPU's struct kvm_run
    .equ PAGES, 80      # u64: address of the devices' pages
    .equ FIRST, 88      # u64: where the guest has them
    .equ LENGTH, 96     # u64: of all of them, in bytes, less than 4 GiB; 0 where nothing is served here

    # struct kvm_run (linux/kvm.h)
    .equ EXIT_REASON, 8
    .equ IO_DIRECTION, 32           # u8: 0 for a read
    .equ IO_SIZE, 33                # u8: bytes of each of
    .equ IO_COUNT, 36               # u32: so many accesses
    .equ IO_DATA_OFFSET, 40         # u64: in the mapping of struct kvm_run
    .equ KVM_EXIT_IO, 2
    .equ MMIO_ADDRESS, 32
    .equ MMIO_DATA, 40
    .equ MMIO_LEN, 48
    .equ MMIO_IS_WRITE, 52
    .equ KVM_EXIT_MMIO, 6

    # ../../devices/mmio/registers.ts
    .equ DEVICE_FEATURES, 0x010
    .equ DEVICE_FEATURES_SEL, 0x014
    .equ STATUS, 0x070
    .equ OFFERED, 0xff8
    .equ MET, 1|2                   # ACKNOWLEDGE and DRIVER: all that the status of a device may have that does nothing yet

    .equ SYS_read, 0
    .equ SYS_write, 1
    .equ SYS_rt_sigprocmask, 14
    .equ SYS_ioctl, 16
    .equ SYS_clone, 56
    .equ SYS_exit, 60
    .equ SYS_rt_sigtimedwait, 128
    .equ SYS_prctl, 157
    .equ SYS_futex, 202
    .equ SYS_seccomp, 317
    .equ KVM_RUN, 0xae80
    .equ PR_SET_NO_NEW_PRIVS, 38
    .equ SECCOMP_SET_MODE_FILTER, 1
    .equ SECCOMP_FILTER_FLAG_SPEC_ALLOW, 4  # a filter must not slow the guest down (linux/seccomp.ts)
    # CLONE_VM FS FILES SIGHAND THREAD SYSVSEM PARENT_SETTID CHILD_CLEARTID
    .equ FLAGS, 0x100|0x200|0x400|0x800|0x10000|0x40000|0x100000|0x200000

# long start(void *control, void *stack_top): the thread's id, or -errno. At offset 0.
start:
    push rbx
    mov rbx, rdi
    push rsi
    mov eax, SYS_rt_sigprocmask     # the thread is born with every signal blocked
    xor edi, edi                    # SIG_BLOCK
    lea rsi, [rip + all]
    lea rdx, [rbx + MASK]
    mov r10d, 8
    syscall
    pop rsi
    mov eax, SYS_clone
    mov edi, FLAGS
    lea rdx, [rbx + THREAD]
    mov r10, rdx
    xor r8d, r8d
    syscall
    test rax, rax
    jz run
    push rax
    mov eax, SYS_rt_sigprocmask
    mov edi, 2                      # SIG_SETMASK
    lea rsi, [rbx + MASK]
    xor edx, edx
    mov r10d, 8
    syscall
    pop rax
    pop rbx
    ret

# The thread; rbx is its control page.
run:
    cmp dword ptr [rbx + LEAVE], 0
    jne leave
    cmp dword ptr [rbx + CONFINED], 0
    jne enter
    mov eax, SYS_prctl
    mov edi, PR_SET_NO_NEW_PRIVS
    mov esi, 1
    xor edx, edx
    xor r10d, r10d
    xor r8d, r8d
    syscall
    test rax, rax
    jnz refused
    mov eax, SYS_seccomp
    mov edi, SECCOMP_SET_MODE_FILTER
    mov esi, SECCOMP_FILTER_FLAG_SPEC_ALLOW
    lea rdx, [rbx + PROGRAM]
    syscall
    test rax, rax
    jnz refused
    mov dword ptr [rbx + CONFINED], 1
enter:
    mov eax, SYS_ioctl
    mov edi, [rbx + VCPU]
    mov esi, KVM_RUN
    xor edx, edx
    syscall
    mov [rbx + RESULT], rax
    test rax, rax
    jz serve
    cmp rax, -4                     # EINTR: the signals that kicked the vCPU are pending; left there they would kick it again
    jne exited
taken:
    mov eax, SYS_rt_sigtimedwait
    lea rdi, [rip + kick]
    xor esi, esi
    lea rdx, [rip + none]
    mov r10d, 8
    syscall
    test rax, rax
    jg taken
    jmp exited

# An access to an I/O port, or a write of four bytes to a device's page that only changes what the page shows: back to the guest with it.
serve:
    cmp qword ptr [rbx + LENGTH], 0
    je exited
    mov rsi, [rbx + RUN]
    cmp dword ptr [rsi + EXIT_REASON], KVM_EXIT_IO
    je port
    cmp dword ptr [rsi + EXIT_REASON], KVM_EXIT_MMIO
    jne exited
    cmp byte ptr [rsi + MMIO_IS_WRITE], 0
    je exited
    cmp dword ptr [rsi + MMIO_LEN], 4
    jne exited
    mov rax, [rsi + MMIO_ADDRESS]
    sub rax, [rbx + FIRST]
    cmp rax, [rbx + LENGTH]
    jae exited
    mov ecx, [rsi + MMIO_DATA]
    mov edx, eax
    and edx, 0xfff
    sub eax, edx
    add rax, [rbx + PAGES]          # the device's page; edx is the register, ecx its new value
    cmp edx, STATUS
    je status
    cmp edx, DEVICE_FEATURES_SEL
    jne exited
    cmp ecx, 1
    ja exited
    mov edx, [rax + rcx * 4 + OFFERED]
    mov [rax + DEVICE_FEATURES], edx
    jmp served
status:
    mov edx, [rax + STATUS]
    test ecx, ecx
    jz reset
    cmp ecx, MET
    ja exited
    cmp edx, MET
    ja exited
    mov [rax + STATUS], ecx
    jmp served
reset:
    test edx, edx                   # a device whose status says that it is new: what it has, it has from its last reset
    jnz exited
served:
    inc dword ptr [rbx + SERVED]
    jmp run

port:
    cmp byte ptr [rsi + IO_DIRECTION], 0
    jne served
    movzx ecx, byte ptr [rsi + IO_SIZE]
    imul ecx, [rsi + IO_COUNT]
    cmp ecx, 4096                   # of KVM's own page for this data
    ja exited
    mov rdi, [rsi + IO_DATA_OFFSET]
    add rdi, rsi
    mov al, 0xff                    # what a bus without a device reads
    rep stosb
    jmp served

refused:
    mov [rbx + RESULT], rax
exited:
    mov eax, SYS_write
    mov edi, [rbx + EXITED]
    lea rsi, [rip + one]
    mov edx, 8
    syscall
    mov eax, SYS_read
    mov edi, [rbx + RESUME]
    lea rsi, [rbx + DRAIN]
    mov edx, 8
    syscall
    test rax, rax
    jns run                         # a failed read would make a busy loop of this
leave:
    mov eax, SYS_exit
    xor edi, edi
    syscall

# void join(void *control): returns when the thread has ended. At the next multiple of 16 after the above.
    .balign 16
join:
    mov edx, [rdi + THREAD]
    test edx, edx
    jz joined
    push rdi
    add rdi, THREAD
    mov eax, SYS_futex
    xor esi, esi                    # FUTEX_WAIT
    xor r10d, r10d                  # no time-out
    syscall
    pop rdi
    jmp join
joined:
    ret

    .balign 8
one: .quad 1
all: .quad -1
kick: .quad 1 << (40 - 1)           # KICK_SIGNAL of vcpu_thread.ts
none: .quad 0, 0                    # struct timespec
