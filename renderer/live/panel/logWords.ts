import type { TFunction } from 'i18next';
import { airing, stagePhase } from '#shared/live/stage.ts';
import type { StageLogEntry } from '#shared/live/stageActs.ts';
import { clockText } from '../room/clockText.ts';

/** The kinds of entries whose sentence is the same whatever their detail. */
const plain = [
  'raise-hand',
  'lower-hand',
  'decline',
  'step-down',
  'agree',
  'uninvite',
  'dismiss-hand',
  'mute',
  'mute-all',
  'bring-down',
  'remove',
  'ban',
  'unban',
  'start-timer',
  'stop-timer',
  'play-pause',
  'play-resume',
  'play-stop',
  'start-recording',
  'stop-recording',
  'delete-message',
  'came',
  'left',
  'lost',
  'taken-over',
] as const;
type Plain = (typeof plain)[number];

const questionActs = {
  'question.approve': 'question-approve',
  'question.dismiss': 'question-dismiss',
  'question.restore': 'question-restore',
  'question.putLive': 'question-putLive',
  'question.takeBack': 'question-takeBack',
  'question.answer': 'question-answer',
} as const;
type QuestionAct = keyof typeof questionActs;

const isPlain = (kind: string): kind is Plain => plain.some((one) => one === kind);
const isQuestionAct = (kind: string): kind is QuestionAct => Object.hasOwn(questionActs, kind);

/** What the catalog's sentences have in common. */
type Values = { readonly by: string; readonly subject: string };

function airs(detail: string | null, t: TFunction): string {
  const read = airing.safeParse(detail);
  return read.success ? t(`hands.log.airing.${read.data}`) : '';
}

function source(detail: string | null, t: TFunction): string {
  if (detail === 'screen' || detail === 'screen-sound') return t(`hands.log.source.${detail}`);
  return t('hands.log.source.camera');
}

/** Those whose words depend on the detail; `null` for a kind that this version does not know. */
function detailed({ kind, subject, detail }: StageLogEntry, values: Values, t: TFunction): string | null {
  const seconds = Number(detail ?? 0);
  switch (kind) {
    case 'phase': {
      const phase = stagePhase.safeParse(detail);
      return phase.success ? t(`hands.log.phase.${phase.data}`, values) : null;
    }
    case 'accept':
    case 'invite':
      return t(`hands.log.kind.${kind}`, { ...values, detail: airs(detail, t) });
    case 'stop-source':
      return t('hands.log.kind.stop-source', { ...values, detail: source(detail, t) });
    case 'spotlight':
      return t(subject === null ? 'hands.log.kind.spotlight-off' : 'hands.log.kind.spotlight', values);
    case 'extend-timer':
      return t(seconds < 0 ? 'hands.log.kind.shorten-timer' : 'hands.log.kind.extend-timer', {
        ...values,
        detail: clockText(Math.abs(seconds)),
      });
    case 'play':
      return t('hands.log.kind.play', values);
    case 'play-seek':
      return t('hands.log.kind.play-seek', { ...values, detail: clockText(seconds) });
    case 'set-chat':
      if (detail === 'locked') return t('hands.log.kind.chat-locked', values);
      if (seconds === 0) return t('hands.log.kind.chat-open', values);
      return t('hands.log.kind.chat-slow', { ...values, detail: clockText(seconds) });
    default:
      return null;
  }
}

/** An entry of the log in a sentence; a kind of a later version as plainly as it came. */
export function logSentence(entry: StageLogEntry, t: TFunction): string {
  const { kind, by, subject, detail } = entry;
  const values = {
    by: by?.name ?? t('hands.log.system'),
    subject: subject ?? t('hands.log.somebody'),
  };
  if (isPlain(kind)) return t(`hands.log.kind.${kind}`, { ...values, detail: detail ?? '' });
  if (isQuestionAct(kind)) return t(`hands.log.kind.${questionActs[kind]}`, values);
  const words = [kind, subject, detail].filter((one) => one !== null).join(' · ');
  return detailed(entry, values, t) ?? t('hands.log.other', { by: values.by, words });
}
