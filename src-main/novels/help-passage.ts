import type { BlockId, DraftId, JobId, SceneId } from '../../src-shared/domain/ids.ts';
import type { JobInput } from '../../src-shared/domain/job.ts';
import type { ModelChoice } from '../../src-shared/domain/model.ts';
import type { HelpTask, TextPoint } from '../../src-shared/domain/passage.ts';
import { textOfDocument, type ProseDocument } from '../../src-shared/domain/prose.ts';
import { AppError } from '../../src-shared/errors.ts';
import { countWords } from '../../src-shared/text/words.ts';
import type { Db } from '../db/connection.ts';
import { requireOpenDraft } from '../db/drafts.ts';
import { getNovel } from '../db/novels.ts';
import { getScene, listChapterScenes } from '../db/scenes.ts';
import { modelsOf } from './generate-chapter.ts';
import type { NovelSession } from './novel-session.ts';
import { textAround, textOfPassage } from './replace-passage.ts';

export type PassageInput = Extract<JobInput, { kind: 'help-passage' }>;

export interface PassageWish {
  readonly task: HelpTask;
  readonly target:
    | {
        readonly kind: 'scene';
        readonly sceneId: SceneId;
        readonly start: TextPoint;
        readonly end: TextPoint;
      }
    | { readonly kind: 'draft'; readonly draftId: DraftId; readonly blockIds: readonly BlockId[] };
  readonly instruction: string;
  readonly words?: number | undefined;
  readonly models?: ModelChoice | undefined;
}

/** What of the text around a passage a helper may need, in characters. */
const before = 8000;
const after = 2000;
const usualWords = 120;
/** A helper is waited for: it goes before chapters that are queued. */
const priority = 10;

/**
 * Queues help with a passage and answers the job's id at once. Throws SCENE_NOT_FOUND, DRAFT_NOT_FOUND, DRAFT_CLOSED,
 * and INPUT_INVALID for a passage that is not there, is empty, or is too long.
 */
export function helpPassage(session: Pick<NovelSession, 'novel' | 'jobs'>, wish: PassageWish): JobId {
  const { db } = session.novel;
  const models = wish.models ?? modelsOf(db);
  return session.jobs.addJob({ input: passageInput(db, wish), models, priority });
}

const longestPassage = 12_000;

/** The job's input: the passage's words and those around it, as they stand this moment. */
export function passageInput(db: Db, { task, target, instruction, words }: PassageWish): PassageInput {
  const place = target.kind === 'scene' ? inScene(db, target) : inDraft(db, target);
  const { passage } = place;
  if (task !== 'continue' && passage === '')
    throw new AppError('INPUT_INVALID', { field: 'passage', reason: 'it has no words' });
  if (passage.length > longestPassage)
    throw new AppError('INPUT_INVALID', {
      field: 'passage',
      reason: 'it is too long to be helped with at once',
    });
  const size = countWords(passage, getNovel(db).language);
  const usual = { continue: usualWords, rewrite: size, expand: size * 2 }[task];
  return {
    kind: 'help-passage',
    task,
    ...place,
    before: place.before.slice(-before),
    after: place.after.slice(0, after),
    instruction,
    words: Math.min(2000, Math.max(10, words ?? usual)),
  };
}

function inScene(db: Db, target: Extract<PassageWish['target'], { kind: 'scene' }>) {
  const { chapterId, document, revision, id } = getScene(db, target.sceneId);
  const around = textAround(document, target);
  return {
    chapterId,
    target: { ...target, revision },
    passage: textOfPassage(document, target),
    before: around.before === '' ? endOfSceneBefore(db, { chapterId, id }) : around.before,
    after: around.after,
  };
}

/** A scene that begins goes on from the one before it in its chapter. */
function endOfSceneBefore(
  db: Db,
  { chapterId, id }: { chapterId: PassageInput['chapterId']; id: SceneId },
): string {
  const scenes = listChapterScenes(db, chapterId);
  const previous = scenes[scenes.findIndex((scene) => scene.id === id) - 1];
  return previous ? textOfDocument(previous.document).trim() : '';
}

function inDraft(db: Db, target: Extract<PassageWish['target'], { kind: 'draft' }>) {
  const { chapterId, document } = requireOpenDraft(db, target.draftId);
  const at = document.content.flatMap(({ attrs }, index) =>
    target.blockIds.includes(attrs.id) ? [index] : [],
  );
  const [first, last] = [at[0], at.at(-1)];
  if (first === undefined || last === undefined || last - first + 1 !== target.blockIds.length)
    throw new AppError('DRAFT_CHANGED', { id: target.draftId });
  const text = (from: number, to: number): string => {
    const content = document.content.slice(from, to).filter(({ type }) => type !== 'sceneBreak');
    return content.length === 0 ? '' : textOfDocument({ type: 'doc', content } satisfies ProseDocument);
  };
  return {
    chapterId,
    target,
    before: text(0, first),
    passage: text(first, last + 1),
    after: text(last + 1, document.content.length),
  };
}
