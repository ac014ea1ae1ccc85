import type { ActId, ChapterId, EntryId, NovelId, SceneId } from '../../src-shared/domain/ids.ts';
import type { LoreContent, LoreEntry } from '../../src-shared/domain/lore.ts';
import { SceneSummary } from '../../src-shared/domain/novel.ts';
import { emptyProse, proseFromText } from '../../src-shared/domain/prose.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { hashText } from '../../src-shared/hash-text.ts';
import { countWords } from '../../src-shared/text/words.ts';
import type { MemoryNovel } from './memory-library.ts';
import { uuid } from './sample-novel.ts';

/** A chapter in a test: its title, its summary, and the prose of its scenes ("" for none yet). */
export interface SmallChapter {
  readonly title: string;
  readonly summary: string;
  readonly scenes: readonly string[];
}

/** A novel of one act, with ids that follow from the chapters' and scenes' places: "chapter 1", "scene 1.2". */
export function smallNovel(
  chapters: readonly SmallChapter[],
  entries: readonly LoreEntry[] = [],
): MemoryNovel {
  const scenes: Scene[] = [];
  const actId = uuid('act') as ActId;
  const told = chapters.map(({ title, summary, scenes: texts }, at) => {
    const id = chapterId(at + 1);
    const mine = texts.map((text, position) => sceneOf({ id, number: at + 1, position, text, title }));
    scenes.push(...mine);
    return {
      id,
      actId,
      position: at,
      number: at + 1,
      title,
      summary,
      scenes: mine.map((one) => SceneSummary.parse(one)),
    };
  });
  const novel = {
    id: uuid('novel') as NovelId,
    title: 'The Light Pound',
    author: 'A. Writer',
    language: 'en',
    premise: 'A town weighs by a pound that is too light.',
    style: 'Past tense, plain.',
    createdAt: 0,
    updatedAt: 0,
  };
  return {
    outline: { novel, acts: [{ id: actId, position: 0, title: 'One', summary: '', chapters: told }] },
    scenes,
    entries,
  };
}

export const chapterId = (number: number) => uuid(`chapter ${number}`) as ChapterId;
export const sceneId = (chapter: number, scene = 1) => uuid(`scene ${chapter}.${scene}`) as SceneId;
export const entryId = (title: string) => uuid(`entry ${title}`) as EntryId;

/** An entry with everything but its title left plain. */
export function entry(title: string, more: Partial<LoreContent> = {}): LoreEntry {
  return {
    id: entryId(title),
    kind: 'character',
    title,
    aliases: [],
    keys: [],
    secondaryKeys: [],
    secondaryLogic: 'and-any',
    inclusion: 'mentioned',
    priority: 100,
    tokenCap: null,
    body: `${title} lives in Pellau.`,
    attributes: {},
    relations: [],
    progressions: [],
    source: null,
    raw: null,
    revision: 1,
    changedBy: 'writer',
    createdAt: 0,
    updatedAt: 0,
    ...more,
  };
}

interface Place {
  readonly id: ChapterId;
  readonly number: number;
  readonly position: number;
  readonly text: string;
  readonly title: string;
}

function sceneOf({ id, number, position, text, title }: Place): Scene {
  let block = 0;
  const newId = () => `${number}.${position + 1}.${++block}`;
  const document = text === '' ? emptyProse(newId) : proseFromText(text, newId);
  return {
    id: sceneId(number, position + 1),
    chapterId: id,
    position,
    title,
    synopsis: '',
    povEntryId: null,
    placeEntryId: null,
    storyTime: null,
    status: text === '' ? 'outline' : 'done',
    wordGoal: null,
    wordCount: text === '' ? 0 : countWords(text, 'en'),
    revision: 3,
    updatedAt: 0,
    document,
    documentHash: hashText(text),
  };
}
