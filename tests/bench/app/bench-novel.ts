import { comeToRest } from '../../../src-main/db/checkpoint.ts';
import { openReader, openWriter, type Db } from '../../../src-main/db/connection.ts';
import { insertEntry } from '../../../src-main/db/lore.ts';
import { createAct, createChapter, createScene } from '../../../src-main/db/outline-edits.ts';
import { ensureEmbeddingModel } from '../../../src-main/db/embedding-models.ts';
import { listSourceHashes } from '../../../src-main/retrieval/source-text.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import { newId } from '../../../src-main/services/ids.ts';
import models from '../../../resources/models.json' with { type: 'json' };
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { proseFromText } from '../../../src-shared/domain/prose.ts';
import { makeLongNovel } from '../novel/long-novel.ts';
import { seededRandom } from '../search/random.ts';

export interface BenchNovel {
  readonly path: string;
  readonly words: number;
  readonly entries: number;
  /** Scenes whose every sentence names something of the worldbook. */
  readonly scene5k: SceneId;
  readonly scene30k: SceneId;
}

const entries = 5000;

/** A novel of 560,000 words with 5,000 worldbook entries and an index that is up to date, at rest. */
export async function makeBenchNovel(path: string): Promise<BenchNovel> {
  const { words } = await makeLongNovel(path);
  const db = openWriter(path);
  const names = madeNames();
  const scenes = db.transaction(() => {
    for (const [at, title] of names.entries()) addEntry(db, { title, at });
    const actId = createAct(db, { title: 'Measured', position: 0 }); // what the app opens with
    const chapterId = createChapter(db, { actId, title: 'Measured' });
    const scene = (length: number, title: string): SceneId =>
      createScene(db, { chapterId, title, document: proseFromText(namingText(length, names), newId) }).id;
    const made = { scene5k: scene(5000, 'Five thousand'), scene30k: scene(30_000, 'Thirty thousand') };
    markIndexed(db);
    return made;
  })();
  await comeToRest(db);
  db.close();
  return { path, words, entries, ...scenes };
}

/** Takes the index of a novel at rest away: the app then makes it anew, in the background. */
export function forgetIndex(path: string): void {
  const db = openWriter(path);
  db.transaction(() => db.exec('DELETE FROM indexed_source'))();
  db.pragma('journal_mode = DELETE');
  db.close();
}

/** How many texts of a novel that may be open are indexed. */
export function countIndexed(path: string): number {
  const db = openReader(path);
  const count = db.prepare<[], number>('SELECT count(*) FROM indexed_source').pluck().get() ?? 0;
  db.close();
  return count;
}

function addEntry(db: Db, { title, at }: { title: string; at: number }): void {
  const content = loreContent({
    title,
    kind: at % 3 === 0 ? 'character' : at % 3 === 1 ? 'place' : 'thing',
    aliases: [`${title}’s shade`],
    body: `What is told of ${title}.`,
  });
  insertEntry(db, { content, createdBy: 'import' });
}

/** Names of two words that no prose has by chance. */
function madeNames(): readonly string[] {
  const random = seededRandom(11);
  const syllables = 'Ka Lo Mi Ren Tas Ul Vo Shi Den Or Pra Ne Gul Hes Ti Bar Wen Cor Ly Fa'.split(' ');
  const word = (): string =>
    [0, 1, 2].map(() => syllables[Math.floor(random() * syllables.length)]?.toLowerCase() ?? '').join('');
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  const names = new Set<string>();
  while (names.size < entries) names.add(`${capital(word())} ${capital(word())}`);
  return [...names];
}

/** Paragraphs of six sentences; each names one entry among its fourteen words. */
function namingText(words: number, names: readonly string[]): string {
  const random = seededRandom(13);
  const name = (): string => names[Math.floor(random() * names.length)] ?? '';
  const sentence = (): string => `Nobody on the quay had seen ${name()} since the lamps went out.`;
  const paragraph = (): string => Array.from({ length: 6 }, sentence).join(' ');
  return Array.from({ length: Math.ceil(words / 84) }, paragraph).join('\n\n');
}

/** Says that every text is indexed, as it is in a novel that was worked on: nothing is embedded while we measure. */
function markIndexed(db: Db): void {
  db.exec('DROP TABLE passage_vector_1'); // of made vectors under no model's name
  const id = ensureEmbeddingModel(db, { name: models.embedding.name, dimension: 384 });
  const mark = db.prepare(
    'INSERT OR REPLACE INTO indexed_source (source_kind, source_id, text_hash) VALUES (?, ?, ?)',
  );
  const embedded = db.prepare(
    'INSERT OR REPLACE INTO embedded_source (source_kind, source_id, embedding_model_id) VALUES (?, ?, ?)',
  );
  for (const { sourceKind, sourceId, textHash } of listSourceHashes(db)) {
    mark.run(sourceKind, sourceId, textHash);
    embedded.run(sourceKind, sourceId, id);
  }
}
