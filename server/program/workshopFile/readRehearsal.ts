import { person } from '#shared/people/person.ts';
import type { RowData } from '#shared/sync/rows.ts';
import { derivedId } from '../../store/newId.ts';
import type { SampleQuestion } from '../seedQuestions.ts';
import type { Outcome } from './Fault.ts';
import type { KeyedRecording } from './readRecordingFolder.ts';
import type { WorkshopFile } from './readWorkshopFolder.ts';
import { readYamlFile } from './readYamlFile.ts';
import { type RehearsalFacts, rehearsalShape } from './rehearsalShape.ts';
import type { YamlFile } from './YamlFile.ts';

export type SampleAnswer = Omit<RowData<'answer'>, 'questionId'>;
/** A question with `answer` is an answered one; its `state` is what it was before. */
export type RehearsalQuestion = SampleQuestion & {
  readonly workshopId: string;
  readonly answer: SampleAnswer | null;
};

export type Rehearsal = {
  /** Ms since 1970. */
  readonly programStart: number;
  /** Instants at which recordings open, by the recording's key. */
  readonly releases: ReadonlyMap<string, string>;
  readonly people: RehearsalFacts['people'];
  /** The made-up person that the demonstration's speaker is, in the workshop with this id. */
  readonly samplePerson: {
    readonly workshopId: string;
    readonly id: string;
    readonly data: RowData<'person'>;
  };
  readonly questions: readonly RehearsalQuestion[];
};

type Recordings = ReadonlyMap<string, KeyedRecording>;

function checkQuestion(
  yaml: YamlFile,
  question: RehearsalFacts['questions'][number],
  i: number,
  recordings: Recordings,
): void {
  const recording = recordings.get(question.recording);
  const path = ['questions', i] as const;
  if (!recording) yaml.report([...path, 'recording'], `names an unknown recording: ${question.recording}`);
  else if (question.second > recording.duration) yaml.report([...path, 'second'], 'is after the end');
  if ((question.answer !== null) !== (question.state === 'answered')) {
    yaml.report([...path, 'state'], 'and answer must go together: answered with one, else without');
  }
  const span = question.answer?.span;
  if (!span) return;
  const of = recordings.get(span.recording);
  if (!of)
    yaml.report([...path, 'answer', 'span', 'recording'], `names an unknown recording: ${span.recording}`);
  else if (span.end > of.duration) yaml.report([...path, 'answer', 'span', 'end'], 'is after the end');
  if (span.end <= span.start) yaml.report([...path, 'answer', 'span', 'end'], 'is not after its start');
}

function check(yaml: YamlFile, facts: RehearsalFacts, recordings: Recordings): void {
  for (const [i, { recording }] of facts.releases.entries()) {
    if (recordings.has(recording)) continue;
    yaml.report(['releases', i, 'recording'], `names an unknown recording: ${recording}`);
  }
  const keys = new Set<string>();
  for (const [i, question] of facts.questions.entries()) {
    if (keys.has(question.key)) yaml.report(['questions', i, 'key'], `is there twice: ${question.key}`);
    keys.add(question.key);
    checkQuestion(yaml, question, i, recordings);
  }
}

function withIds(question: RehearsalFacts['questions'][number], recordings: Recordings): RehearsalQuestion[] {
  const recording = recordings.get(question.recording);
  if (!recording) return [];
  const { key, text, askedAt, votes, answer, second } = question;
  const spanned = answer?.span ? recordings.get(answer.span.recording) : undefined;
  const span =
    answer?.span && spanned
      ? { recordingId: spanned.recordingId, start: answer.span.start, end: answer.span.end }
      : null;
  return [
    {
      key,
      text,
      askedAt,
      votes,
      state: question.state === 'pending' ? 'pending' : 'approved',
      workshopId: recording.workshopId,
      talkId: recording.talkId,
      sessionId: null,
      anchor: { recordingId: recording.recordingId, second },
      answer: answer && { text: answer.text, span, answeredAt: answer.answeredAt },
    },
  ];
}

/** Reads `rehearsal.yml` against the workshops and recordings that it names. */
export async function readRehearsal(
  file: string,
  workshops: readonly WorkshopFile[],
  all: readonly KeyedRecording[],
): Promise<Outcome<Rehearsal>> {
  const read = await readYamlFile(file, rehearsalShape);
  if (!read.ok) return read;
  const { yaml, facts } = read.value;
  const recordings: Recordings = new Map(all.map((recording) => [recording.key, recording]));
  check(yaml, facts, recordings);
  const { speaker } = facts.people;
  const home = workshops.find(({ slug }) => slug === speaker.workshop);
  if (!home) yaml.report(['people', 'speaker', 'workshop'], `names an unknown workshop: ${speaker.workshop}`);
  if (!home || yaml.faults.length > 0) return { ok: false, faults: yaml.faults };
  const start = Date.parse(facts.programStart);
  return {
    ok: true,
    value: {
      programStart: start,
      releases: new Map(
        facts.releases.map((r) => [r.recording, new Date(start + r.afterSeconds * 1000).toISOString()]),
      ),
      people: facts.people,
      samplePerson: {
        workshopId: home.workshopId,
        id: derivedId('person', home.slug, 'rehearsal-speaker'),
        data: person.parse({ name: speaker.name, affiliations: speaker.affiliations, sample: true }),
      },
      questions: facts.questions.flatMap((question) => withIds(question, recordings)),
    },
  };
}
