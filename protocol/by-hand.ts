// A line on which somebody writes bytes by hand: where a page dials.

/** Behind it comes the sandbox's id. Each binary message is written to the connection, or was read from it. */
export const BYTES_PATH = "/bytes/";
