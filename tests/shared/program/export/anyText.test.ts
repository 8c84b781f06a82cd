import fc from 'fast-check';
import ICAL from 'ical.js';
import { Lexer } from 'marked';
import { describe, expect, it } from 'vitest';
import type { ExportSource } from '#shared/program/export/exported.ts';
import { frabJson } from '#shared/program/export/frabJson.ts';
import { frabXml } from '#shared/program/export/frabXml.ts';
import { workshopCalendar } from '#shared/program/export/icalendar.ts';
import { markdownPage } from '#shared/program/export/markdown.ts';
import { anySource } from './anyWorkshop.ts';
import { frabJsonSchema } from './schemas/frabJsonSchema.ts';
import { findAll, frabXmlProblems, readXml } from './schemas/frabXmlSchema.ts';

const options = { hub: 'abcdefghijklmnop', at: Date.parse('2030-01-01T00:00:00Z') };
const holds = (check: (source: ExportSource) => void) =>
  fc.assert(fc.property(anySource, check), { numRuns: 200 });

const known = new Set(['about', 'announcements', 'topics', 'audience', 'outcomes', 'requirements']);
for (const more of ['important dates', 'program', 'committee', 'contact', 'proceedings', 'links'])
  known.add(more);

describe('whatever stands in the texts of a workshop', () => {
  it('its schedule.json is one, with every entry once or named as left out', () => {
    holds((source) => {
      const { text, entries, leftOut } = frabJson(source);
      const file = frabJsonSchema.parse(JSON.parse(text));
      const events = file.schedule.conference.days.flatMap((day) => Object.values(day.rooms).flat());
      expect(events.length).toBe(entries);
      const talks = source.rows.filter(({ kind }) => kind === 'talk').map(({ id }) => id);
      const told = [...events.map(({ guid }) => guid), ...leftOut.map(({ id }) => id)];
      expect(talks.filter((id) => told.filter((one) => one === id).length !== 1)).toEqual([]);
    });
  });

  it('its schedule.xml is one, and says the titles that the JSON says', () => {
    holds((source) => {
      const { text, entries } = frabXml(source);
      expect(frabXmlProblems(text)).toEqual([]);
      const titles = findAll(readXml(text), 'event').map(
        ({ children }) => children.find(({ name }) => name === 'title')?.text,
      );
      const json = frabJsonSchema.parse(JSON.parse(frabJson(source).text)).schedule.conference.days;
      expect(titles.length).toBe(entries);
      expect(titles).toEqual(
        json.flatMap((day) => Object.values(day.rooms).flatMap((all) => all.map((e) => e.title))),
      );
    });
  });

  it('its calendar is one: lines of at most 75 octets, every entry and not one more', () => {
    holds((source) => {
      const { text, entries } = workshopCalendar(source, options);
      const lines = text.split('\r\n');
      expect(lines.at(-1)).toBe('');
      expect(lines.filter((line) => /[\r\n]/.test(line) || Buffer.byteLength(line) > 75)).toEqual([]);
      const calendar = new ICAL.Component(ICAL.parse(text));
      const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
      expect(events.length).toBe(entries);
      expect(new Set(events.map(({ uid }) => uid)).size).toBe(entries);
      expect(events.map(({ summary }) => summary).filter((said) => !/^[T…\ufffd]/.test(said))).toEqual([]);
    });
  });

  it('its page has the headings that we write and no other, and no HTML', () => {
    holds((source) => {
      const { text } = markdownPage(source);
      const tokens = new Lexer({ gfm: true }).lex(text);
      const headings = tokens.flatMap((token) => (token.type === 'heading' ? [token] : []));
      const count = (kind: string): number => source.rows.filter((row) => row.kind === kind).length;
      expect(headings.filter(({ depth }) => depth === 1).length).toBe(1);
      expect(
        headings.filter(({ depth, text: words }) => depth === 2 && !known.has(String(words).toLowerCase())),
      ).toEqual([]);
      expect(headings.filter(({ depth }) => depth === 4).length).toBe(count('talk'));
      expect(tokens.filter(({ type }) => type === 'html')).toEqual([]);
    });
  });
});
