import { Hono } from 'hono';
import type { HubDescription } from '#shared/contracts/http.ts';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Log } from '../log.ts';
import type { PackSnapshots } from '../packs/PackSnapshots.ts';
import type { Access } from '../people/Access.ts';
import type { HubKey } from '../people/HubKey.ts';
import type { Members } from '../people/Members.ts';
import type { HubClock } from '../program/HubClock.ts';
import type { Renditions } from '../recordings/Renditions.ts';
import type { Store } from '../store/Store.ts';
import type { Commands } from '../sync/Commands.ts';
import type { Pulls } from '../sync/Pulls.ts';
import type { Readers } from '../sync/Readers.ts';
import { bodyLimits } from './bodyLimits.ts';
import type { HubEnv } from './checks.ts';
import { cors } from './cors.ts';
import { importRoutes } from './importRoutes.ts';
import type { Limits } from './Limits.ts';
import { memberRoutes } from './memberRoutes.ts';
import { type MetricsDeps, metricsRoute } from './metricsRoute.ts';
import { packRoutes } from './packRoutes.ts';
import { type PeopleDeps, peopleRoutes } from './peopleRoutes.ts';
import { type RecordingDeps, recordingRoutes } from './recordingRoutes.ts';
import { type Routes, route } from './route.ts';
import { statuses } from './statuses.ts';
import type { TrustedProxies } from './TrustedProxies.ts';
import { type UploadDeps, uploadRoutes } from './uploadRoutes.ts';
import { workshopRoutes } from './workshopRoutes.ts';

export type AppDeps = Omit<PeopleDeps, 'fingerprint'> &
  RecordingDeps &
  MetricsDeps &
  UploadDeps & {
    readonly name: string;
    readonly epoch: string;
    readonly store: Store;
    readonly access: Access;
    readonly limits: Limits;
    readonly proxies: TrustedProxies;
    readonly key: HubKey;
    readonly clock: HubClock;
    readonly commands: Commands;
    readonly pulls: Pulls;
    readonly readers: Readers;
    readonly members: Members;
    readonly renditions: Renditions;
    readonly packs: PackSnapshots;
    readonly log: Log;
  };

function refusing(app: Hono<HubEnv>, log: Log): void {
  app.notFound((c) => c.json(new RefusedError('not-found', 'no such address').toRefusal(), 404));
  app.onError((error, c) => {
    if (error instanceof RefusedError) return c.json(error.toRefusal(), statuses[error.reason]);
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed');
    return c.json(new RefusedError('hub-error').toRefusal(), 500);
  });
}

function describeHub({ key, clock, epoch, name }: AppDeps): HubDescription {
  return {
    lectern: 'hub',
    protocol: PROTOCOL,
    name,
    fingerprint: key.fingerprint,
    publicKey: key.rawPublic,
    epoch,
    rehearsal: clock.rehearsal,
    clock: {
      hubNow: new Date(clock.realNow()).toISOString(),
      programNow: new Date(clock.programNow()).toISOString(),
    },
  };
}

/** Everything that the hub answers over HTTP. */
export function createApp(deps: AppDeps): Hono<HubEnv> {
  const { key } = deps;
  const app = new Hono<HubEnv>();
  refusing(app, deps.log);
  app.use(cors);
  app.use(bodyLimits);
  const { access, limits, proxies } = deps;
  const routes: Routes = { app, access, limits, proxies };
  const describe = () => describeHub(deps);
  route(routes, 'hub', async () => describe());
  peopleRoutes(routes, { ...deps, fingerprint: key.fingerprint });
  workshopRoutes(routes, { ...deps, describe });
  memberRoutes(routes, deps);
  importRoutes(routes, deps);
  recordingRoutes(routes, deps);
  uploadRoutes(routes, deps);
  packRoutes(routes, deps);
  metricsRoute(routes, deps);
  return app;
}
