import { agenda } from './en/agenda.ts';
import { common } from './en/common.ts';
import { exportWords } from './en/exports.ts';
import { imports } from './en/imports.ts';
import { library } from './en/library.ts';
import { live } from './en/live.ts';
import { people } from './en/people.ts';
import { program } from './en/program.ts';
import { questions } from './en/questions.ts';
import { recordings } from './en/recordings.ts';
import { refusals } from './en/refusals.ts';
import { search } from './en/search.ts';
import { shell } from './en/shell.ts';

/** Every word that the interface says in English, by domain. A second language is a file like this. */
export const en = {
  common,
  shell,
  program,
  recordings,
  questions,
  people,
  live,
  refusals,
  search,
  agenda,
  library,
  imports,
  exports: exportWords,
} as const;
