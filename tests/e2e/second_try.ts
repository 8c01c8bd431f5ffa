/** Where a machine is shared a case may fail for want of time alone: set, each one that fails is tried once more, and named even so. */
export const SECOND_TRY = "HUSK_TEST_SECOND_TRY";

export const hasSecondTry: boolean = Deno.env.get(SECOND_TRY) === "1";

/** What stands in the line of a case that passed at its second try. */
export const AT_SECOND_TRY = "at the second try";
