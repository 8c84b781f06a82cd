import type { StartedHub } from './startHub.ts';

/** How many transports or producers all media workers of a hub have. */
export async function countAtHub(
  { address }: Pick<StartedHub, 'address'>,
  what: 'transports' | 'producers',
): Promise<number> {
  const text = await (await fetch(`${address}/v1/metrics`)).text();
  const lines = [...text.matchAll(new RegExp(`^lectern_media_${what}\\{[^}]*\\} (\\d+)$`, 'gm'))];
  if (lines.length === 0) throw new Error(`the hub counts no ${what}`);
  return lines.reduce((sum, [, count]) => sum + Number(count), 0);
}
