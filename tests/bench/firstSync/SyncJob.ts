/** What a page of this bench asks of its workers. */
export type SyncJob = { readonly address: string; readonly token: string; readonly fingerprint: string };

export type SyncTook = { readonly took: number; readonly rows: number };
