import { expect, it } from 'vitest';
import { lecternJson } from '#shared/program/export/lecternJson.ts';
import { planImport } from '#shared/program/import/planImport.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import type { Row } from '#shared/sync/rows.ts';
import { sampleRows } from '#tests/shared/program/export/sampleProgram.ts';

it('I6: that people agree before they are recorded comes back from our own file, either way', async () => {
  for (const asksConsent of [true, false]) {
    const rows = sampleRows.map(
      (row) => (row.kind === 'workshop' ? { ...row, data: { ...row.data, asksConsent } } : row) as Row,
    );
    const bytes = new TextEncoder().encode(lecternJson({ rows }).text);
    const draft = readImport([{ name: 'workshop.json', bytes }]);
    const options = {
      workshopId: '019aaaaa-0000-7000-8000-000000000001',
      newId: async () => crypto.randomUUID(),
      slug: 'there',
    };
    const { rows: planned } = await planImport(draft, [], options);
    const workshop = planned.find(({ change }) => change.kind === 'workshop');
    expect(workshop?.change.data).toMatchObject({ asksConsent });
  }
});
