// A line on which somebody writes bytes by hand: where a page dials, and whose bytes they are.

/** Behind it comes the sandbox's id. Each binary message is written to the connection, or was read from it. */
export const BYTES_PATH = "/bytes/";

/** The client that such a connection belongs to, as the trace names it. */
export const BY_HAND = "By hand";
