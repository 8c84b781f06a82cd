import { useCallback, useEffect, useRef, useState } from 'react';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { useHubSocket } from '../../hub/socket.ts';
import { measureLoop } from './measureLoop.ts';
import { judgeNetwork, type LoopOver, type NetworkVerdict } from './networkVerdict.ts';

export type NetworkCheckState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly over: LoopOver }
  | { readonly kind: 'done'; readonly verdict: NetworkVerdict }
  | { readonly kind: 'failed'; readonly reason: RefusalReason };

/** Tries what gets through to the hub and back: UDP, then TCP. It ends with the screen that shows it. */
export function useNetworkCheck(): { readonly state: NetworkCheckState; readonly run: () => void } {
  const wire = useHubSocket();
  const [state, setState] = useState<NetworkCheckState>({ kind: 'idle' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const run = useCallback(() => {
    stop.current?.abort();
    const control = new AbortController();
    stop.current = control;
    const show = (next: NetworkCheckState) => {
      if (!control.signal.aborted) setState(next);
    };
    const measure = (over: LoopOver) => {
      show({ kind: 'running', over });
      return measureLoop(wire, over, control.signal);
    };
    const check = async () => {
      const udp = await measure('udp');
      show({ kind: 'done', verdict: judgeNetwork({ udp, tcp: await measure('tcp') }) });
    };
    check().catch((error: unknown) => {
      if (control.signal.aborted) return;
      console.warn('the network check', error);
      show({ kind: 'failed', reason: error instanceof RefusedError ? error.reason : 'hub-error' });
    });
  }, [wire]);
  return { state, run };
}
