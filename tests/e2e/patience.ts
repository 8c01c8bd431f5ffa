/**
 * How many times longer than usual everything may take: more than 1 on a machine with a translated processor (the test VM). Deadlines
 * of the tests and containerd's own for a shim's start and clean-up are stretched by it; what is measured is not.
 */
export const patience = Number(Deno.env.get("HUSK_TEST_PATIENCE") ?? "1");
