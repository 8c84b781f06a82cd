/** Raised when an old app and a new hub, or the reverse, would misunderstand each other. */
export const PROTOCOL = 1;
export const PROTOCOL_HEADER = 'lectern-protocol';
/** The page's origin in development, test and package (design rule D7). */
export const APP_ORIGIN = 'app://lectern';
