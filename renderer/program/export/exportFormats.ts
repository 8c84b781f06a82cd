import { assertNever } from '#shared/assertNever.ts';
import type { Exported, ExportSource } from '#shared/program/export/exported.ts';
import { frabJson } from '#shared/program/export/frabJson.ts';
import { frabXml } from '#shared/program/export/frabXml.ts';
import { type CalendarOptions, workshopCalendar } from '#shared/program/export/icalendar.ts';
import { lecternJson } from '#shared/program/export/lecternJson.ts';
import { markdownPage } from '#shared/program/export/markdown.ts';
import { type ExportFormat, exportFormat } from '../../workspace/settings.ts';

/** In the order of the menu. */
export const exportFormats: readonly ExportFormat[] = exportFormat.options;

/** How a file of a workshop is called and of what type it is. */
export function exportFile(
  format: ExportFormat,
  slug: string,
): { readonly name: string; readonly type: string } {
  switch (format) {
    case 'icalendar':
      return { name: `${slug}.ics`, type: CALENDAR_TYPE };
    case 'markdown':
      return { name: `${slug}.md`, type: 'text/markdown' };
    case 'frab-json':
      return { name: `${slug}-schedule.json`, type: 'application/json' };
    case 'frab-xml':
      return { name: `${slug}-schedule.xml`, type: 'application/xml' };
    case 'lectern':
      return { name: `${slug}.lectern.json`, type: 'application/json' };
    default:
      return assertNever(format);
  }
}

export const CALENDAR_TYPE = 'text/calendar';

export function exportWorkshop(
  format: ExportFormat,
  source: ExportSource,
  calendar: CalendarOptions,
): Exported {
  switch (format) {
    case 'icalendar':
      return workshopCalendar(source, calendar);
    case 'markdown':
      return markdownPage(source);
    case 'frab-json':
      return frabJson(source);
    case 'frab-xml':
      return frabXml(source);
    case 'lectern':
      return lecternJson(source);
    default:
      return assertNever(format);
  }
}
