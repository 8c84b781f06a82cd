import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const STORAGE_KEY = 'lectern.settings';

export const exportFormat = z.enum(['icalendar', 'markdown', 'frab-json', 'frab-xml', 'lectern']);
export type ExportFormat = z.infer<typeof exportFormat>;

export const captionSize = z.enum(['small', 'medium', 'large', 'huge']);
export const captionBackground = z.enum(['solid', 'dark', 'none']);

const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** Percent of the system's size of text. */
  textSize: z.number().min(100).max(200).catch(100),
  sidebarFolded: z.boolean().catch(false),
  playbackRate: z.number().min(0.5).max(3).catch(1),
  /** Playing stops while a note is written. */
  pauseForNotes: z.boolean().catch(true),
  captionsOn: z.boolean().catch(true),
  /** A BCP 47 tag; `null` is what is spoken. */
  captionLanguage: z.string().nullable().catch(null),
  captionSize: captionSize.catch('medium'),
  captionBackground: captionBackground.catch('dark'),
  /** The picture takes the whole width of the page. */
  theatre: z.boolean().catch(false),
  /** Sound without the picture. */
  audioOnly: z.boolean().catch(false),
  /** The next talk of the session begins by itself. */
  autoplayNext: z.boolean().catch(false),
  /** What of several recordings was downloaded last: the video, or its sound alone. */
  downloadKind: z.enum(['video', 'audio']).catch('video'),
  /** Minutes before a starred talk; `null` for no reminder. The last one chosen. */
  agendaReminder: z.union([z.literal(5), z.literal(15), z.literal(60), z.null()]).catch(15),
  /** The format that a workshop was exported in last. */
  exportFormat: exportFormat.nullable().catch(null),
  /** How a stage is shown; `auto` chooses by what is on it. */
  stageLayout: z.enum(['auto', 'speaker', 'gallery', 'screen']).catch('auto'),
  /** Heard on a stage only while Space is held. */
  pushToTalk: z.boolean().catch(false),
  /** The device that a stage is heard from; `null` is the system's own. */
  stageSpeaker: z.string().nullable().catch(null),
  /** What is shown beside a stage. */
  panelTab: z.enum(['questions', 'chat', 'people', 'log']).catch('questions'),
});
export type Settings = Readonly<z.infer<typeof settings>>;
export type SettingName = keyof Settings;
export type ReminderChoice = Settings['agendaReminder'];

/** Reads stored settings; what is missing or does not fit has its default. */
export function readSettings(stored: string | null): Settings {
  return settings.parse(parseObject(stored));
}

function parseObject(stored: string | null): unknown {
  if (stored === null) return {};
  try {
    const value: unknown = JSON.parse(stored);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    console.error('the stored settings are not JSON; the defaults are used', error);
    return {};
  }
}

let current: Settings | null = null;
const listeners = new Set<() => void>();

export function getSettings(): Settings {
  current ??= readSettings(window.localStorage.getItem(STORAGE_KEY));
  return current;
}

export function setSetting<N extends SettingName>(name: N, value: Settings[N]): void {
  current = settings.parse({ ...getSettings(), [name]: value });
  window.localStorage.setItem(STORAGE_KEY, JSON.stringify(current));
  showSettings();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A setting of this profile and how to change it. */
export function useSetting<N extends SettingName>(
  name: N,
): readonly [value: Settings[N], set: (value: Settings[N]) => void] {
  const value = useSyncExternalStore(subscribe, () => getSettings()[name]);
  return [value, (next) => setSetting(name, next)];
}

const darkSystem = () => window.matchMedia('(prefers-color-scheme: dark)');

function showSettings(): void {
  const { theme, textSize } = getSettings();
  const system = darkSystem().matches ? 'dark' : 'light';
  const root = document.documentElement;
  root.dataset.theme = theme === 'system' ? system : theme;
  const fontSize = `${textSize}%`;
  if (root.style.fontSize === fontSize) return;
  root.style.fontSize = fontSize;
  // What floats beside a button finds its place again once the page has moved.
  requestAnimationFrame(() => window.dispatchEvent(new Event('resize')));
}

/**
 * Puts theme (`data-theme`: light or dark, the system's choice resolved) and size of text on the
 * document, now and whenever the settings, the system or another window change them. Returns how to stop.
 */
export function applySettings(): () => void {
  const system = darkSystem();
  const onStorage = (event: StorageEvent) => {
    if (event.key !== STORAGE_KEY) return;
    current = readSettings(event.newValue);
    showSettings();
    for (const listener of listeners) listener();
  };
  showSettings();
  system.addEventListener('change', showSettings);
  window.addEventListener('storage', onStorage);
  return () => {
    system.removeEventListener('change', showSettings);
    window.removeEventListener('storage', onStorage);
  };
}
