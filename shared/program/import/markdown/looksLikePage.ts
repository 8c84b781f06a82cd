import type { SourceFile } from '../draft.ts';
import { isBinary } from './decodePage.ts';

const PAGE_NAME = /\.(?:md|markdown|mdown|mkd|txt|text)$/i;
const OTHER_NAME =
  /\.(?:json|xml|ics|csv|tsv|zip|ya?ml|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|webp|mp4|js|ts|css|lectern)$/i;
const OTHER_START = /^\s*(?:[{[]|<\?xml|<!doctype|<html|BEGIN:VCALENDAR|%PDF|PK)/i;

/** Whether a file can be read as a page: by its name, else by being text of no other format. */
export function looksLikePage({ name, bytes }: SourceFile): boolean {
  if (bytes.length === 0 || isBinary(bytes)) return false;
  if (PAGE_NAME.test(name)) return true;
  if (OTHER_NAME.test(name)) return false;
  return !OTHER_START.test(new TextDecoder().decode(bytes.subarray(0, 512)).replace(/^\ufeff/, ''));
}
