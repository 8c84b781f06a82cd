import { expect, it, vi } from 'vitest';
import { readSettings } from '#renderer/workspace/settings.ts';

const defaults = {
  theme: 'system',
  textSize: 100,
  sidebarFolded: false,
  playbackRate: 1,
  captionsOn: true,
  captionLanguage: null,
  captionSize: 'medium',
  captionBackground: 'dark',
  theatre: false,
  audioOnly: false,
  autoplayNext: false,
  pauseForNotes: true,
  downloadKind: 'video',
  agendaReminder: 15,
  exportFormat: null,
  stageLayout: 'auto',
  stageSpeaker: null,
  panelTab: 'questions',
  pushToTalk: false,
};

it('gives the default for each setting that is missing or does not fit, and keeps the others', () => {
  expect(readSettings(null)).toEqual(defaults);
  expect(readSettings('{"theme":"dark","textSize":900}')).toEqual({ ...defaults, theme: 'dark' });
});

it('says so when what is stored is not JSON, and starts with the defaults', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(readSettings('{')).toEqual(defaults);
  expect(told).toHaveBeenCalledOnce();
  told.mockRestore();
});
