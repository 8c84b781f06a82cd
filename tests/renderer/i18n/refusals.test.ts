import { describe, expect, it } from 'vitest';
import { refusalReason } from '#shared/contracts/refusals.ts';
import { refusals } from '../../../renderer/i18n/en/refusals.ts';

describe('the catalog', () => {
  it.each(refusalReason.options)('says of %s what happened and what to do, in whole sentences', (reason) => {
    expect(refusals[reason].what).toMatch(/^[A-Z].+\.$/);
    expect(refusals[reason].next).toMatch(/^[A-Z].+\.$/);
  });
});
