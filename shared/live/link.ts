import { z } from 'zod';

/** How well what somebody sends reaches the hub, as the hub measures it; ephemeral (rule S8). */
export const uplink = z.enum(['good', 'fair', 'poor', 'gone']);
export type Uplink = z.infer<typeof uplink>;

export const uplinks = z.record(z.uuid(), uplink);
export type Uplinks = Readonly<z.infer<typeof uplinks>>;
