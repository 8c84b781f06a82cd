import { common } from './en/common.ts';
import { live } from './en/live.ts';
import { people } from './en/people.ts';
import { program } from './en/program.ts';
import { questions } from './en/questions.ts';
import { recordings } from './en/recordings.ts';
import { refusals } from './en/refusals.ts';
import { shell } from './en/shell.ts';

/** Every word that the interface says in English, by domain. A second language is a file like this. */
export const en = { common, shell, program, recordings, questions, people, live, refusals } as const;
