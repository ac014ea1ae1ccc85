import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ActId, ChapterId, EntryId, NovelId, SceneId } from '../../src-shared/domain/ids.ts';
import { ChapterBrief } from '../../src-shared/domain/job.ts';
import type { LoreEntry, LoreRelation } from '../../src-shared/domain/lore.ts';
import { type Outline, SceneSummary } from '../../src-shared/domain/novel.ts';
import { emptyProse, proseFromText } from '../../src-shared/domain/prose.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { hashText } from '../../src-shared/hash-text.ts';
import { countWords } from '../../src-shared/text/words.ts';
import type { MemoryNovel } from './memory-library.ts';

const folder = new URL('../../resources/sample/', import.meta.url).pathname;

const SampleChapter = z.object({
  title: z.string(),
  pov: z.string(),
  place: z.string(),
  summary: z.string(),
  file: z.string().optional(),
  brief: ChapterBrief.optional(),
});
const Sample = z.object({
  title: z.string(),
  author: z.string(),
  language: z.string(),
  premise: z.string(),
  style: z.string(),
  acts: z.array(z.object({ title: z.string(), summary: z.string(), chapters: z.array(SampleChapter) })),
});

/** The sample novel in memory, and the brief of each chapter that has one, by number. */
export function readSampleNovel(): MemoryNovel & { readonly briefs: ReadonlyMap<number, ChapterBrief> } {
  const sample = Sample.parse(parse(readFileSync(join(folder, 'novel.yaml'), 'utf8')));
  const entries = readEntries();
  const idOf = (title: string) => entries.find((entry) => entry.title === title)?.id ?? null;
  const briefs = new Map<number, ChapterBrief>();
  const scenes: Scene[] = [];
  let number = 0;
  const acts = sample.acts.map((act, at) => ({
    id: uuid(`act ${at}`) as ActId,
    position: at,
    title: act.title,
    summary: act.summary,
    chapters: act.chapters.map((chapter, position) => {
      number += 1;
      if (chapter.brief) briefs.set(number, chapter.brief);
      const id = uuid(`chapter ${number}`) as ChapterId;
      const scene = sceneOf({
        ...chapter,
        id,
        number,
        povId: idOf(chapter.pov),
        placeId: idOf(chapter.place),
      });
      scenes.push(scene);
      const summary = SceneSummary.parse(scene);
      return {
        id,
        actId: uuid(`act ${at}`) as ActId,
        position,
        number,
        title: chapter.title,
        summary: chapter.summary,
        scenes: [summary],
      };
    }),
  }));
  const { title, author, language, premise, style } = sample;
  const novel = {
    id: uuid('novel') as NovelId,
    title,
    author,
    language,
    premise,
    style,
    createdAt: 0,
    updatedAt: 0,
  };
  const outline: Outline = { novel, acts };
  return { outline, scenes, entries, briefs };
}

interface SampleScene extends z.infer<typeof SampleChapter> {
  readonly id: ChapterId;
  readonly number: number;
  readonly povId: EntryId | null;
  readonly placeId: EntryId | null;
}

function sceneOf({ id, number, title, file, povId, placeId }: SampleScene): Scene {
  let block = 0;
  const newId = () => `${number}-${++block}`;
  const text = file ? readFileSync(join(folder, file), 'utf8').replace(/^#.*\n/u, '') : '';
  const document = text === '' ? emptyProse(newId) : proseFromText(text, newId);
  return {
    id: uuid(`scene ${number}`) as SceneId,
    chapterId: id,
    position: 0,
    title,
    synopsis: '',
    povEntryId: povId,
    placeEntryId: placeId,
    storyTime: null,
    status: text === '' ? 'outline' : 'done',
    wordGoal: null,
    wordCount: text === '' ? 0 : countWords(text, 'en'),
    revision: 1,
    updatedAt: 0,
    document,
    documentHash: hashText(JSON.stringify(document)),
  };
}

function readEntries(): LoreEntry[] {
  const files = readdirSync(join(folder, 'worldbook'), { recursive: true, encoding: 'utf8' });
  const read = files
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map(readEntry);
  const idOf = (title: string) => read.find((entry) => entry.title === title)?.id ?? null;
  return read.map((entry) => ({
    ...entry,
    relations: entry.relations.map((relation) => ({ ...relation, toEntryId: idOf(relation.toTitle) })),
  }));
}

const FrontMatter = z.object({
  title: z.string(),
  type: z.string(),
  aliases: z.array(z.string()).default([]),
  attributes: z.record(z.string(), z.coerce.string()).default({}),
  priority: z.int().default(100),
  always: z.boolean().default(false),
});

function readEntry(file: string): LoreEntry {
  const [, front = '', body = ''] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)$/u.exec(readFileSync(join(folder, 'worldbook', file), 'utf8')) ?? [];
  const { title, type, aliases, attributes, priority, always } = FrontMatter.parse(parse(front));
  const [text = '', relations = ''] = body.split('## Relations');
  return {
    id: uuid(file) as EntryId,
    kind: z.enum(['character', 'place', 'thing', 'group', 'event', 'rule', 'note']).catch('note').parse(type),
    title,
    aliases,
    keys: [],
    secondaryKeys: [],
    secondaryLogic: 'and-any',
    inclusion: always ? 'always' : 'mentioned',
    priority,
    tokenCap: null,
    body: text.trim(),
    attributes,
    relations: [...relations.matchAll(/^- (.*?) \[\[([^\]]+)\]\] \((\d+)\)/gmu)].map(relationOf),
    progressions: [],
    source: file,
    raw: null,
    revision: 1,
    changedBy: 'writer',
    createdAt: 0,
    updatedAt: 0,
  };
}

const relationOf = ([, type = '', toTitle = '', strength = '5']: RegExpExecArray): LoreRelation => ({
  toEntryId: null,
  toTitle,
  type,
  strength: Number(strength),
  note: '',
});

/** A UUID that is the same for the same words. */
export function uuid(words: string): string {
  const hex = hashText(words);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
