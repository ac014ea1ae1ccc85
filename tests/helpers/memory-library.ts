import type { Library } from '../../agents/library.ts';
import type { LoreEntry, Mention } from '../../src-shared/domain/lore.ts';
import { scenesOf, type Outline } from '../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../src-shared/domain/prose.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import type { SearchHit } from '../../src-shared/domain/search.ts';
import { searchWords } from '../../src-shared/text/search-words.ts';

export interface MemoryNovel {
  readonly outline: Outline;
  readonly scenes: readonly Scene[];
  readonly entries: readonly LoreEntry[];
  readonly exams?: readonly ExamResult[];
}

/** A library over plain values: names found letter by letter, search by shared words, no grammar. */
export function createMemoryLibrary({ outline, scenes, entries, exams = [] }: MemoryNovel): Library {
  const order = scenesOf(outline).map(({ id }) => id);
  const sceneOf = (id: string) => {
    const scene = scenes.find((one) => one.id === id);
    if (!scene) throw new Error(`no scene ${id}`);
    return scene;
  };
  return {
    getOutline: () => Promise.resolve(outline),
    getScene: (id) => Promise.resolve(sceneOf(id)),
    getChapterScenes: (id) => Promise.resolve(scenes.filter(({ chapterId }) => chapterId === id)),
    getEntry: (id) => {
      const entry = entries.find((one) => one.id === id);
      return entry ? Promise.resolve(entry) : Promise.reject(new Error(`no entry ${id}`));
    },
    listEntries: () => Promise.resolve(entries),
    findMentions: (text) => Promise.resolve(entries.flatMap((entry) => mentionOf(entry, text))),
    search: ({ text, asOf, sources, limit }) => {
      const wanted = new Set(searchWords(text, outline.novel.language).filter((word) => word.length > 3));
      const last = asOf === undefined ? order.length - 1 : order.indexOf(asOf);
      const found = [
        ...(sources.includes('scene')
          ? scenes.filter(({ id }) => order.indexOf(id) <= last).map(fromScene)
          : []),
        ...(sources.includes('lore') ? entries.map(fromEntry) : []),
      ];
      const scored = found.map((hit) => ({
        ...hit,
        score: shared(wanted, hit.text, outline.novel.language),
      }));
      return Promise.resolve(scored.sort((a, b) => b.score - a.score).slice(0, limit));
    },
    checkGrammar: () => Promise.resolve(null),
    listWaivers: () => Promise.resolve([]),
    listExams: (model) => Promise.resolve(exams.filter((exam) => exam.model === model)),
  };
}

function mentionOf(entry: LoreEntry, text: string): Mention[] {
  const base = { entryId: entry.id, title: entry.title };
  for (const [at, name] of [entry.title, ...entry.aliases].entries()) {
    const start = text.indexOf(name);
    if (start >= 0)
      return [{ ...base, by: at === 0 ? 'title' : 'alias', matched: name, start, end: start + name.length }];
  }
  return entry.inclusion === 'always' ? [{ ...base, by: 'always', matched: '', start: 0, end: 0 }] : [];
}

const shared = (wanted: ReadonlySet<string>, text: string, language: string) =>
  new Set(searchWords(text, language).filter((word) => wanted.has(word))).size;

const why = { fullTextRank: null, vectorRank: null, similarity: null, mention: null };

function fromScene(scene: Scene, at: number): SearchHit {
  const text = textOfDocument(scene.document).slice(0, 3000);
  const source = { kind: 'scene', sceneId: scene.id, chapterNumber: at + 1 } as const;
  return {
    chunkId: at,
    source,
    title: scene.title,
    text,
    passage: { start: 0, end: 600 },
    tokens: 750,
    score: 0,
    why,
  };
}

function fromEntry({ id, title, body }: LoreEntry, at: number): SearchHit {
  const source = { kind: 'lore', entryId: id } as const;
  return {
    chunkId: 1000 + at,
    source,
    title,
    text: body,
    passage: { start: 0, end: 300 },
    tokens: 100,
    score: 0,
    why,
  };
}
