/* A real-time process that never sleeps: what else runs on its processor runs only where the kernel sees to it. */
#include <sched.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
	struct sched_param param = { .sched_priority = 50 };

	/* musl's own sched_setscheduler() is ENOSYS. */
	if (syscall(SYS_sched_setscheduler, 0, SCHED_FIFO, &param) < 0) {
		perror("sched_setscheduler");
		return 1;
	}
	for (;;)
		;
}
