import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { acceptedChanges } from '#shared/program/import/acceptedChanges.ts';
import type { ProgramDraft, SourceFile } from '#shared/program/import/draft.ts';
import type { ImportPlan } from '#shared/program/import/planImport.ts';
import { type ImportWire, importRev, sendImport } from '#shared/program/import/sendImport.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { HubHttp } from '../../hub/http.ts';
import { ask } from '../../hub/ipc.ts';
import { reasonOf } from '../../i18n/useRefusal.ts';
import { allRowsOf } from '../../sync/readBase.ts';
import { useScope } from '../../sync/scopeContext.ts';
import { useCommand } from '../../sync/useCommand.ts';
import { sha256Of } from './hash.ts';
import { readInWorker } from './readInWorker.ts';

/** A source that was read, beside the rows that its plan was made from. */
export type Review = {
  readonly source: string;
  readonly draft: ProgramDraft;
  readonly plan: ImportPlan;
  readonly rows: readonly Row[];
};

export type ImportState =
  | { readonly step: 'choose' }
  | { readonly step: 'fetching' | 'reading'; readonly source: string }
  | {
      readonly step: 'failed';
      readonly reason: RefusalReason;
      readonly detail: string;
      /** Where sending failed: what is to be sent is still here. */
      readonly retry: (() => void) | null;
    }
  | { readonly step: 'review'; readonly review: Review; readonly leftOut: ReadonlySet<string> }
  | { readonly step: 'sending'; readonly sent: number; readonly all: number }
  | { readonly step: 'sent'; readonly importId: string };

export type ImportActs = {
  readonly readFiles: (source: string, files: () => Promise<readonly SourceFile[]>) => void;
  readonly fetchAddress: (address: string) => void;
  readonly send: (review: Review, leftOut: ReadonlySet<string>) => void;
  readonly again: () => void;
};

function failed(error: unknown, retry: (() => void) | null): ImportState {
  const detail = error instanceof RefusedError ? (error.detail ?? '') : '';
  return { step: 'failed', reason: reasonOf(error), detail, retry };
}

/** Aborting the signal stops between two parts; those that arrived are not sent again. */
function importWireOf(http: HubHttp, workshopId: string, signal: AbortSignal): ImportWire {
  return {
    partsThere: async (importId) => (await http('importParts', { params: { workshopId, importId } })).parts,
    putPart: async (importId, part, text) => {
      signal.throwIfAborted();
      await http('importPart', { params: { workshopId, importId, part: String(part) }, body: { text } });
    },
    hash: sha256Of,
  };
}

/** An import into the workshop in scope, from choosing its source to handing it to the outbox. */
export function useImport(): { readonly state: ImportState } & ImportActs {
  const { entry, connection } = useScope();
  const command = useCommand();
  const [state, setState] = useState<ImportState>({ step: 'choose' });
  const running = useRef(new AbortController());
  useEffect(() => () => running.current.abort(), []);

  const begin = useCallback(
    (work: (signal: AbortSignal) => Promise<void>, retry: (() => void) | null = null) => {
      running.current.abort();
      running.current = new AbortController();
      const { signal } = running.current;
      work(signal).catch((error: unknown) => {
        if (!signal.aborted) setState(failed(error, retry));
      });
    },
    [],
  );

  const read = useCallback(
    async (source: string, files: readonly SourceFile[], signal: AbortSignal) => {
      setState({ step: 'reading', source });
      const { rows } = await allRowsOf(connection.database, entry.id);
      const job = { files, rows, workshopId: entry.id, slug: entry.data.slug };
      const found = await readInWorker(job, signal);
      if (signal.aborted) return;
      if (!found.ok)
        return setState({ step: 'failed', reason: found.reason, detail: found.detail, retry: null });
      const review = { source, draft: found.draft, plan: found.plan, rows };
      setState({ step: 'review', review, leftOut: new Set() });
    },
    [connection, entry.id, entry.data.slug],
  );

  return {
    state,
    readFiles: (source, files) => begin(async (signal) => read(source, await files(), signal)),
    fetchAddress: (url) =>
      begin(async (signal) => {
        setState({ step: 'fetching', source: url });
        const file = await ask('imports.fetch', { url });
        if (!signal.aborted) await read(url, [file], signal);
      }),
    send: (review, leftOut) =>
      begin(
        async (signal) => {
          const { source, draft, plan, rows } = review;
          const { changes } = acceptedChanges(plan, rows, leftOut);
          setState({ step: 'sending', sent: 0, all: 1 });
          const from = { format: draft.format, source };
          const wire = importWireOf(connection.http, entry.id, signal);
          const args = await sendImport(wire, changes, from, importRev(rows), (sent, all) =>
            setState({ step: 'sending', sent, all }),
          );
          signal.throwIfAborted();
          await command('program.import', args);
          setState({ step: 'sent', importId: args.importId });
        },
        () => setState({ step: 'review', review, leftOut }),
      ),
    again: () => {
      running.current.abort();
      setState({ step: 'choose' });
    },
  };
}
