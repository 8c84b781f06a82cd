import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { timeWords } from '#shared/program/momentWords.ts';
import { toast } from '../design/Toast.tsx';
import { relativeWords } from '../i18n/relativeWords.ts';
import { useConnections } from '../sync/connectionsContext.ts';
import { programTime } from '../sync/hubClock.ts';
import { agendaPath, talkPath } from '../workspace/routes.ts';
import { workshopName } from '../workspace/workshopName.ts';
import type { AgendaItem } from './agendaItems.ts';
import { type Due, dueReminders } from './dueReminders.ts';
import { notify } from './notify.ts';
import { claimReminders, saidReminders } from './saidReminders.ts';
import { useAgendaItems } from './useAgendaItems.ts';
import { useAgendaZone } from './useAgendaZone.ts';

const EVERY_MS = 5_000;

/** Says each reminder once, by the clock of its program; those missed while the app was closed together. */
export function ReminderHost() {
  const connections = useConnections();
  const items = useAgendaItems();
  const say = useSay();
  const latest = useRef({ items, say });
  latest.current = { items, say };
  const look = useCallback(async () => {
    const now = (hub: string) => {
      const clock = connections.find((one) => one.hub.fingerprint === hub)?.clock.get();
      return clock ? programTime(clock, Date.now()) : -Infinity;
    };
    const due = dueReminders(latest.current.items ?? [], now, saidReminders());
    if (due.length === 0) return;
    const mine = await claimReminders(due.map(({ key }) => key));
    latest.current.say(
      due.filter(({ key }) => mine.has(key)),
      now,
    );
  }, [connections]);
  useEffect(() => {
    const tick = () => {
      look().catch((error: unknown) => console.error('reminders could not be said', error));
    };
    const timer = setInterval(tick, EVERY_MS);
    return () => clearInterval(timer);
  }, [look]);
  return null;
}

function useSay() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { locale } = useAgendaZone();
  const pathOf = ({ workshop, entry }: AgendaItem) =>
    workshop ? talkPath(workshop, entry.talkId) : agendaPath;
  const sayOne = ({ key, item, start }: Due, now: number) => {
    const { title, room } = item.standing;
    const time = timeWords(start, locale);
    const workshop = item.workshop ? workshopName(item.workshop.data) : '';
    const left = Math.round((start - now) / 60_000);
    const when = relativeWords(now + left * 60_000, now, locale.language);
    const head = left < 1 ? t('agenda.remindNow', { title }) : t('agenda.remindIn', { title, when });
    const text = room
      ? t('agenda.remindWhere', { time, room, workshop })
      : t('agenda.remindText', { time, workshop });
    const open = () => navigate(pathOf(item));
    notify({ tag: key, title: head, text, open });
    toast({
      tone: 'ok',
      text: `${head} (${text})`,
      stays: true,
      act: { label: t('agenda.open'), press: open },
    });
  };
  const sayMissed = (missed: readonly Due[], now: (hub: string) => number) => {
    const [first] = missed;
    if (!first) return;
    const text =
      missed.length === 1
        ? t('agenda.missed', {
            title: first.item.standing.title,
            when: relativeWords(first.start, now(first.item.hub), locale.language),
          })
        : t('agenda.missedMany', {
            count: missed.length,
            titles: missed.map(({ item }) => `“${item.standing.title}”`).join(', '),
          });
    toast({
      tone: 'ok',
      text,
      stays: true,
      act: { label: t('agenda.openAgenda'), press: () => navigate(agendaPath) },
    });
  };
  return (due: readonly Due[], now: (hub: string) => number) => {
    for (const one of due) if (!one.missed) sayOne(one, now(one.item.hub));
    sayMissed(
      due.filter(({ missed }) => missed),
      now,
    );
  };
}
