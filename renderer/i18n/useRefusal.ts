import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';

/** Says a refusal in a sentence, with what to do about it. */
export function useRefusal(): (reason: RefusalReason) => string {
  const { t } = useTranslation();
  return useCallback((reason) => `${t(`refusals.${reason}.what`)} ${t(`refusals.${reason}.next`)}`, [t]);
}

/** The reason of a failed request; what is not a refusal is the hub's or the app's own problem. */
export function reasonOf(error: unknown): RefusalReason {
  if (error instanceof RefusedError) return error.reason;
  console.error(error);
  return 'hub-error';
}
