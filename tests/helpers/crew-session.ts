import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openAppDatabase } from '../../src-main/db/app-database.ts';
import { updateChapter } from '../../src-main/db/outline-edits.ts';
import { forkChild } from '../../src-main/jobs/fork-child.ts';
import type { WorkerTimes } from '../../src-main/jobs/worker-slot.ts';
import { generateChapter } from '../../src-main/novels/generate-chapter.ts';
import { openSession, type NovelSession } from '../../src-main/novels/novel-session.ts';
import { openMachineMemory } from '../../src-main/services/machine-memory.ts';
import { chooseModels } from '../../src-main/services/model-choice.ts';
import type { ChapterId, JobId } from '../../src-shared/domain/ids.ts';
import type { ModelChoice } from '../../src-shared/domain/model.ts';
import { startModelServer, type ModelServer, type ServerAnswer, type WireRequest } from './model-server.ts';
import { novelFile, temporaryFolder } from './novel-file.ts';
import { smallestInstance } from './smallest-instance.ts';

/** What the three beats of the test chapter are about: each stands in the prompt of its own call. */
export const beats = [
  'Mara polishes the brass lantern until noon.',
  'Tomas rows across the flooded orchard alone.',
  'The bishop burns his letters in the snow.',
] as const;

const chapterWords = 270;
/** Prose of some ninety words that no other beat has: a crew takes repeated sentences out. */
export function proseFor(beat: number): string {
  const places = ['wall', 'quay', 'orchard', 'stair', 'chapel', 'well', 'ferry', 'attic', 'garden', 'mill'];
  const opening = `The light went down over beat ${beat} and nobody spoke of it.`;
  const sentences = places.map(
    (place, at) => `By the ${place} someone counted ${beat * 100 + at} grey stones and went on.`,
  );
  return [opening, ...sentences].join(' ');
}

/** Which beat a request asks to be written, from 1; null for any other request. */
export function beatOf({ body, prompt }: WireRequest): number | null {
  if ('response_format' in body) return null;
  const task = prompt.slice(prompt.lastIndexOf('What happens:'));
  const at = beats.findIndex((beat) => task.includes(beat.slice(0, 24)));
  return at < 0 || !prompt.includes('What happens:') ? null : at + 1;
}

/** How many requests asked for a beat. */
export const beatCalls = ({ requests }: ModelServer, beat: number): number =>
  requests.filter((request) => beatOf(request) === beat).length;

/** Answers as a willing model would: prose for a beat, the smallest JSON of the shape that is asked for. */
export function willingly(request: WireRequest): ServerAnswer {
  const schema = schemaOf(request);
  return {
    text: schema === null ? proseFor(beatOf(request) ?? 0) : JSON.stringify(smallestInstance(schema)),
  };
}

function schemaOf({ body }: WireRequest): unknown {
  const format = body.response_format as { json_schema?: { schema?: unknown } } | undefined;
  return format === undefined ? null : (format.json_schema?.schema ?? {});
}

export interface Stage {
  readonly session: NovelSession;
  readonly server: ModelServer;
  readonly path: string;
  readonly chapterId: ChapterId;
  readonly models: ModelChoice;
  generate(priority?: number): JobId;
  /** Resolves when the server was asked to write this beat for the `times`th time. */
  asked(beat: number, times?: number): Promise<void>;
}

export interface StageOptions {
  readonly times?: Partial<WorkerTimes>;
  readonly answer?: (request: WireRequest, calls: (beat: number) => number) => ServerAnswer;
}

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

/** Runs after the test, the last one first. */
export function afterwards(close: () => Promise<void>): void {
  closings.push(close);
}

/** A novel whose last chapter is empty, and a model server on the loopback device. Nothing has it open. */
export async function novelAndServer(answer: StageOptions['answer'] = willingly) {
  process.env.FABULA_DATA = temporaryFolder();
  const { path, db, chapters } = novelFile({ text: [[['Mara lit the lamp.']], [['']]] });
  const chapter = chapters.at(-1)!;
  updateChapter(db, { id: chapter.id, summary: 'A day on the island.' });
  db.pragma('journal_mode = DELETE');
  db.close();
  const server = await startModelServer({
    answers: (request) => answer(request, (beat) => beatCalls(server, beat)),
  });
  afterwards(() => server.close());
  const models = chooseModels({ modelUrl: server.baseUrl, modelName: 'loopback' });
  return { path, server, chapterId: chapter.id, models };
}

/** Opens a session on it with real workers. */
export async function sessionAt(path: string, times: Partial<WorkerTimes> = {}): Promise<NovelSession> {
  const memory = openMachineMemory(() => openAppDatabase(join(process.env.FABULA_DATA ?? '', 'app.sqlite')));
  const session = await openSession({ path, fork: forkChild, memory, times });
  afterwards(() => session.close());
  return session;
}

/** All of it: a novel, a model server and an open session. */
export async function stage({ times = {}, answer }: StageOptions = {}): Promise<Stage> {
  const { path, server, chapterId, models } = await novelAndServer(answer);
  const session = await sessionAt(path, times);
  return {
    session,
    server,
    path,
    chapterId,
    models,
    generate: (priority = 0) => generateChapter(session, { ...chapterWish(chapterId), models, priority }),
    asked: (beat, count = 1) => until(() => beatCalls(server, beat) >= count),
  };
}

/** The test chapter's brief, a beat a part. */
export function chapterWish(chapterId: ChapterId) {
  const text = beats.map((beat, at) => `${at + 1}. ${beat}`).join('\n');
  return {
    chapterId,
    brief: { text, words: chapterWords, tone: '' },
    quality: { threshold: 50, maxRevisions: 1 },
  };
}

/** Looks every 10 ms until it is so; the test's own time limit ends a wait in vain. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** True while there is a process of this id. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
