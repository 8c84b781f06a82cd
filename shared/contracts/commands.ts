import { z } from 'zod';
import { importFormat } from '../program/import/importRecord.ts';
import { moment } from '../program/moment.ts';
import { programKind } from '../program/programKinds.ts';
import { anchor, questionText } from '../questions/question.ts';
import { sha256Hex } from '../recordings/manifest.ts';
import { chapter } from '../recordings/recording.ts';

const onQuestion = z.object({ questionId: z.uuid() });

/** What can be pushed (design rule S6). Ids of new rows are chosen by their author's device. */
export const commands = {
  'question.ask': z.object({
    questionId: z.uuid(),
    text: questionText,
    talkId: z.uuid().nullable(),
    sessionId: z.uuid().nullable(),
    anchor: anchor.nullable(),
    anonymous: z.boolean(),
  }),
  'question.withdraw': onQuestion,
  'question.vote': onQuestion,
  'question.unvote': onQuestion,
  'question.approve': onQuestion,
  'question.dismiss': z.object({ questionId: z.uuid(), reason: z.string().trim().max(300) }),
  'question.restore': onQuestion,
  'question.putLive': onQuestion,
  'question.takeBack': onQuestion,
  /** Writes a whole row. `expectedRev`: the rev that was seen, `null` for a new row; another is changed-since. */
  'program.put': z.object({
    kind: programKind,
    id: z.uuid(),
    expectedRev: z.int().positive().nullable(),
    data: z.record(z.string(), z.unknown()),
  }),
  'program.remove': z.object({ kind: programKind, id: z.uuid(), expectedRev: z.int().positive() }),
  /** Applies an import whose `parts` are at the hub; `sha256` (hex) is that of the parts, one after the other. */
  'program.import': z.object({
    importId: z.uuid(),
    format: importFormat,
    source: z.string().max(500),
    parts: z.int().min(1).max(10_000),
    sha256: sha256Hex,
  }),
  /** Undoes what of an import nobody has edited since; the `import` row lists the rest. */
  'program.undoImport': z.object({ importId: z.uuid() }),
  /**
   * Changes what is given of a recording. Its talk's speakers: the chapters, `withdrawn`, and back what they
   * withdrew themselves; organizers: all.
   */
  'recording.edit': z.object({
    recordingId: z.uuid(),
    release: moment.optional(),
    mayBeKept: z.boolean().optional(),
    withdrawn: z.boolean().optional(),
    description: z.string().trim().max(2000).nullable().optional(),
    chapters: z.array(chapter).max(500).optional(),
  }),
  'recording.removeCaptions': z.object({ recordingId: z.uuid(), language: z.string().max(40) }),
  'recording.removeSlides': z.object({ recordingId: z.uuid() }),
  /** Again replaces what was said before; `stars: null` takes it back. */
  'recording.rate': z.object({
    recordingId: z.uuid(),
    stars: z.int().min(1).max(5).nullable(),
    text: z.string().trim().max(2000).nullable(),
  }),
  /** Work on an upload that failed is begun again. */
  'recording.retryJob': z.object({ jobId: z.uuid() }),
  /** Ends the work where it runs, and removes its row with what was uploaded. */
  'recording.dropJob': z.object({ jobId: z.uuid() }),
  'question.answer': z.object({ questionId: z.uuid(), text: z.string().trim().max(4000).nullable() }),
} as const;

export type CommandName = keyof typeof commands;
export type CommandArgs<N extends CommandName> = Readonly<z.infer<(typeof commands)[N]>>;
export const commandName = z.enum(Object.keys(commands) as [CommandName, ...CommandName[]]);

/** A command as it is sent: `id` makes a second delivery answer the first one's reply. */
export type Command = {
  readonly [N in CommandName]: {
    readonly id: string;
    readonly workshopId: string;
    readonly name: N;
    readonly args: CommandArgs<N>;
  };
}[CommandName];

export type QuestionCommand = Extract<Command, { readonly name: `question.${string}` }>;
export type RecordingCommand = Extract<Command, { readonly name: `recording.${string}` }>;
export type ProgramCommand = Extract<Command, { readonly name: `program.${string}` }>;

export function isQuestionCommand(one: Command): one is QuestionCommand {
  return one.name.startsWith('question.');
}

export function isRecordingCommand(one: Command): one is RecordingCommand {
  return one.name.startsWith('recording.');
}

export function isProgramCommand(one: Command): one is ProgramCommand {
  return one.name.startsWith('program.');
}

const envelope = z.object({ id: z.uuid(), workshopId: z.uuid(), name: commandName, args: z.unknown() });

export const command = envelope.transform((raw, ctx): Command => {
  const args = commands[raw.name].safeParse(raw.args);
  if (!args.success) {
    ctx.addIssue({ code: 'custom', message: `${raw.name}: ${args.error.issues[0]?.message ?? 'malformed'}` });
    return z.NEVER;
  }
  return { ...raw, args: args.data } as Command;
});
