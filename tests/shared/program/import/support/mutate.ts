import Papa from 'papaparse';
import { parse, stringify } from 'yaml';
import type { SourceFile } from '#shared/program/import/draft.ts';
import { fileOf, fixtureFolder, fixtureJson, fixtureText, jsonFile } from './sources.ts';

/** A change to every text of a source: it is told where the text stands, and gives the one to put there. */
export type Change = (text: string, index: number) => unknown;

/** JSON with every text (and, if asked, every other value) in it changed. */
export function changeJson(value: unknown, change: Change, leaves: 'texts' | 'all' = 'texts'): unknown {
  let count = 0;
  const walk = (at: unknown): unknown => {
    if (Array.isArray(at)) return at.map(walk);
    if (typeof at === 'object' && at !== null) {
      return Object.fromEntries(Object.entries(at).map(([key, one]) => [key, walk(one)]));
    }
    if (typeof at === 'string') return change(at, count++);
    return leaves === 'all' ? change(String(at), count++) : at;
  };
  return walk(value);
}

const escapeXml = (text: unknown): string =>
  String(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const unescapeXml = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

function changeXml(text: string, change: Change): string {
  let count = 0;
  const changed = (all: string) => (all.trim() === '' ? all : escapeXml(change(unescapeXml(all), count++)));
  const [head = '', body = ''] = text.split(/(?=<schedule>)/);
  return (
    head +
    body
      .replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, 'words')
      .replace(/>([^<]+)</g, (_, words: string) => `>${changed(words)}<`)
      .replace(/="([^"<]*)"/g, (_, words: string) => `="${changed(words)}"`)
  );
}

function changeCsv(text: string, change: Change): string {
  let count = 0;
  const { data } = Papa.parse<string[]>(text.trim());
  const header = data.findIndex((row) => row.some((cell) => /^(Session Title|UID)$/.test(cell)));
  return Papa.unparse(
    data.map((row, index) =>
      row.map((cell) => (index <= header || cell === '' ? cell : change(cell, count++))),
    ),
  );
}

const TEXTS = /^(SUMMARY|DESCRIPTION|LOCATION|CATEGORIES|X-WR-CALNAME|UID|URL|TZID|DTSTART|STATUS)([;:].*)$/;

function changeCalendar(text: string, change: Change): string {
  let count = 0;
  const escapeText = (words: string) => words.replace(/([\\;,])/g, '\\$1').replaceAll('\n', '\\n');
  return text
    .split('\r\n')
    .map((line) => {
      const [, name, rest = ''] = TEXTS.exec(line) ?? [];
      const colon = rest.indexOf(':');
      if (name === undefined) return line;
      const changed = String(change(rest.slice(colon + 1), count++));
      const written = /^(DTSTART|URL)$/.test(name) ? changed.replaceAll('\n', ' ') : escapeText(changed);
      return `${name}${rest.slice(0, colon)}:${written}`;
    })
    .join('\r\n');
}

function changeFolder(files: readonly SourceFile[], change: Change): readonly SourceFile[] {
  return files.map(({ name, bytes }) => {
    const text = new TextDecoder().decode(bytes);
    if (name.endsWith('.csv')) return fileOf(name, changeCsv(text, change));
    if (name.endsWith('.json')) return fileOf(name, JSON.stringify(changeJson(JSON.parse(text), change)));
    return fileOf(name, stringify(changeJson(parse(text), change)));
  });
}

/** Every format's sample with its texts changed. */
export const changedFixtures: Readonly<Record<string, (change: Change) => readonly SourceFile[]>> = {
  'pretalx widget': (change) => [jsonFile(changeJson(fixtureJson('pretalx/widget.json'), change))],
  'legacy pretalx widget': (change) => [jsonFile(changeJson(fixtureJson('pretalx/legacy.json'), change))],
  'frab JSON': (change) => [jsonFile(changeJson(fixtureJson('frab/schedule.json'), change))],
  'frab XML': (change) => [fileOf('schedule.xml', changeXml(fixtureText('frab/schedule.xml'), change))],
  'Mini-Conf': (change) => changeFolder(fixtureFolder('mini-conf/sitedata'), change),
  Clowdr: (change) => [fileOf('program.csv', changeCsv(fixtureText('clowdr/program.csv'), change))],
  Indico: (change) => [jsonFile(changeJson(fixtureJson('indico/event.json'), change))],
  iCalendar: (change) => [
    fileOf('workshop.ics', changeCalendar(fixtureText('icalendar/workshop.ics'), change)),
  ],
};

/** The samples of the formats that are JSON, as values. */
export const jsonFixtures: Readonly<Record<string, string>> = {
  'pretalx widget': 'pretalx/widget.json',
  'legacy pretalx widget': 'pretalx/legacy.json',
  'frab JSON': 'frab/schedule.json',
  Indico: 'indico/event.json',
};
