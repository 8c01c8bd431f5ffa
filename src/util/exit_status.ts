/** "was killed by SIGKILL", "exited with code 1": how a child process ended, for people. */
export function describeExit(status: { code: number; signal: string | null }): string {
  return status.signal === null ? `exited with code ${status.code}` : `was killed by ${status.signal}`;
}
