import { useTranslation } from 'react-i18next';
import type { StagePhase } from '#shared/live/stage.ts';
import { type Connection, isReconnecting } from './connection.ts';

type Props = { readonly phase: StagePhase; readonly connection: Connection };

/** Says changes of the stage and of the connection to assistive technology. */
export function Announcer({ phase, connection }: Props) {
  const { t } = useTranslation();
  const step = connection.kind === 'connecting' ? connection.step : 'media';
  return (
    <>
      <p className="visually-hidden" role="status">
        {t(`live.phaseSaid.${phase}`)}
      </p>
      <p className="visually-hidden" role="status">
        {isReconnecting(connection) ? t(`live.reconnecting.said.${step}`) : ''}
      </p>
    </>
  );
}
