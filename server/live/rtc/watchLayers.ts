import type { types } from 'mediasoup';

/** How long to look on before a change of layers is told, in ms: links sway. */
const PACE_MS = 500;

export type LayerWatch = {
  /** What was asked for has changed. */
  readonly asked: () => void;
  /** What was told may not have arrived: what is less than all is told again. */
  readonly unheard: () => void;
};

/**
 * Tells when a video consumer gets less than it asked for (`null`: nothing), and when it gets all again, at most
 * once each `PACE_MS`; that something comes again after nothing is told at once. A consumer that is paused is due
 * nothing.
 */
export function watchLayers(
  consumer: types.Consumer,
  tell: (spatial: number | null) => void,
  pace = PACE_MS,
): LayerWatch {
  let timer: NodeJS.Timeout | null = null;
  let told: number | null | 'all' = 'all';
  const look = (): void => {
    timer = null;
    if (consumer.closed || consumer.paused || consumer.producerPaused) return;
    const spatial = consumer.currentLayers?.spatialLayer ?? null;
    const asked = consumer.preferredLayers?.spatialLayer ?? 0;
    const now = spatial !== null && spatial >= asked ? 'all' : spatial;
    if (now === told) return;
    told = now;
    tell(spatial);
  };
  const later = (): void => {
    timer ??= setTimeout(look, pace);
  };
  consumer.on('layerschange', (layers) => {
    if (told !== null || !layers) return later();
    if (timer) clearTimeout(timer);
    look();
  });
  consumer.observer.once('close', () => {
    if (timer) clearTimeout(timer);
  });
  const unheard = (): void => {
    told = 'all';
    if (timer) clearTimeout(timer);
    timer = setTimeout(look, pace);
  };
  return { asked: later, unheard };
}
