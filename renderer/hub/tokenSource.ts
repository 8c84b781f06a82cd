/** `expires`: ms on the hub's real clock. */
export type AccessToken = { readonly token: string; readonly expires: number };

/** Gives an access token; `renew` asks for a fresh one. Throws RefusedError. */
export type TokenSource = (renew: boolean) => Promise<AccessToken>;
