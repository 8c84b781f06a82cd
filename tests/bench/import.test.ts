import { createHash, randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { callHub, type HubCall } from '#shared/contracts/callHub.ts';
import type { HttpName } from '#shared/contracts/http.ts';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import { acceptedChanges } from '#shared/program/import/acceptedChanges.ts';
import { planImport } from '#shared/program/import/planImport.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import { importIdOf, sendImport } from '#shared/program/import/sendImport.ts';
import type { Row } from '#shared/sync/rows.ts';
import { sampleSchedule } from '#tests/support/sampleSchedule.ts';
import { startHub } from '#tests/support/startHub.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';

const name = 'import';
const pairs = 12;
const size = { talks: 800, people: 2000 };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describeFigure(name, 'import', async () => {
  const hub = await startHub();
  afterAll(() => hub.stop());
  const invite = parseInviteLink(hub.invites.organizer)?.invite ?? '';
  const device = { id: randomUUID(), secret: 's'.repeat(40), label: 'a bench' };
  const joined = await callHub(fetch, hub.address, 'join', { body: { invite, device, name: null } }, null);
  const call = <N extends HttpName>(n: N, c: HubCall<N>) =>
    callHub(fetch, hub.address, n, c, joined.accessToken);
  const files = [{ name: 'schedule.json', bytes: new TextEncoder().encode(sampleSchedule(size)) }];

  it('of 800 talks and 2,000 people is set beside reading the file alone', async () => {
    let made = 0;
    const whole = async () => {
      made += 1;
      const slug = `bench-${made}`;
      const workshopId = randomUUID();
      await call('createWorkshop', { body: { id: workshopId, slug, title: 'A bench' } });
      const page = await call('changes', { params: { workshopId } });
      const rows = page.changes.filter((change): change is Row => change.data !== null);
      const began = performance.now();
      const draft = readImport(files);
      const newId = async (kind: string, key: string) => importIdOf(sha256(`${workshopId} ${kind} ${key}`));
      const plan = await planImport(draft, rows, { workshopId, slug, newId });
      const { changes } = acceptedChanges(plan, rows, new Set());
      const wire = {
        partsThere: async (importId: string) =>
          (await call('importParts', { params: { workshopId, importId } })).parts,
        putPart: async (importId: string, part: number, text: string) => {
          await call('importPart', { params: { workshopId, importId, part: String(part) }, body: { text } });
        },
        hash: async (text: string) => sha256(text),
      };
      const source = { format: draft.format, source: 'schedule.json' };
      const args = await sendImport(wire, changes, source, page.head, () => undefined);
      const reply = await call('command', {
        body: { id: randomUUID(), workshopId, name: 'program.import', args },
      });
      const took = performance.now() - began;
      expect(reply.outcome).toBe('applied');
      expect(changes.length).toBeGreaterThan(2800);
      return took;
    };
    const reading = async () => {
      const began = performance.now();
      expect(readImport(files).rows.length).toBeGreaterThan(2800);
      return performance.now() - began;
    };
    const kept = await measurePairs(pairs, whole, reading);
    recordFigure(
      {
        name,
        title: 'Import of 800 talks and 2,000 people into a hub: read, plan, send, apply',
        unit: 'ms',
        baseline: 'reading the file alone',
        better: 'lower',
        aim: null,
      },
      kept,
    );
  });
});
