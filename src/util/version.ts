/** husk's own version, as `-v`, `-info` and `husk version` tell it. */
export const VERSION = "0.1.0";
