import { agenda } from './en/agenda.ts';
import { chat } from './en/chat.ts';
import { check } from './en/check.ts';
import { common } from './en/common.ts';
import { downloads } from './en/downloads.ts';
import { exportWords } from './en/exports.ts';
import { hands } from './en/hands.ts';
import { imports } from './en/imports.ts';
import { library } from './en/library.ts';
import { live } from './en/live.ts';
import { manage } from './en/manage.ts';
import { notes } from './en/notes.ts';
import { packs } from './en/packs.ts';
import { people } from './en/people.ts';
import { player } from './en/player.ts';
import { program } from './en/program.ts';
import { questions } from './en/questions.ts';
import { recordings } from './en/recordings.ts';
import { refusals } from './en/refusals.ts';
import { search } from './en/search.ts';
import { shell } from './en/shell.ts';
import { stageRoom } from './en/stageRoom.ts';
import { takes } from './en/takes.ts';
import { together } from './en/together.ts';

/** Every word that the interface says in English, by domain. A second language is a file like this. */
export const en = {
  common,
  shell,
  program,
  recordings,
  downloads,
  player,
  manage,
  questions,
  notes,
  people,
  packs,
  live,
  takes,
  check,
  together,
  chat,
  hands,
  stageRoom,
  refusals,
  search,
  agenda,
  library,
  imports,
  exports: exportWords,
} as const;
