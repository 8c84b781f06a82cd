import { type StartedHub, startHub } from '#tests/support/startHub.ts';
import type { HubNamespace } from './HubNamespace.ts';

/** In a namespace of its own every port is free. */
const PORT = '4455';

/** A hub at the other end of a network that can be broken, with a certificate of its own. */
export function startHubBehind({ within, address }: HubNamespace): Promise<StartedHub> {
  return startHub({
    within,
    env: {
      LECTERN_HOST: address,
      LECTERN_PORT: PORT,
      LECTERN_ADDRESS: `https://${address}:${PORT}`,
      LECTERN_TLS: 'own',
    },
  });
}
