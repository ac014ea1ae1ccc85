import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWriter } from '../../../src-main/db/connection.ts';
import { comeToRest } from '../../../src-main/db/checkpoint.ts';
import { createAct, createChapter, createScene } from '../../../src-main/db/outline-edits.ts';
import { createNovel } from '../../../src-main/novels/create-novel.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { proseFromText } from '../../../src-shared/domain/prose.ts';
import { countWords } from '../../../src-shared/text/words.ts';
import { seededRandom } from '../search/random.ts';

const words = 560_000;
const corpus =
  process.env['FABULA_CORPUS'] ?? join(import.meta.dirname, '../../../../shared/corpus/war-and-peace.txt');

export interface LongNovel {
  readonly path: string;
  readonly words: number;
  readonly scenes: number;
  /** A scene of about 5,000 words. */
  readonly longScene: SceneId;
  readonly from: string;
}

/** A novel of 560,000 words with chunks in full text and 4,800 vectors, at rest: what opening meets in real life. */
export async function makeLongNovel(path: string): Promise<LongNovel> {
  const { paragraphs, from } = longText();
  createNovel({ path, title: 'A long novel' });
  const db = openWriter(path);
  let total = 0;
  let scenes = 0;
  let longScene: SceneId | null = null;
  db.transaction(() => {
    const actId = createAct(db, { title: 'One' });
    for (let at = 0; at < paragraphs.length;) {
      const chapterId = createChapter(db, { actId, title: `Chapter ${scenes}` });
      for (let inChapter = 0; inChapter < 3 && at < paragraphs.length; inChapter++, scenes++) {
        const length = scenes === 0 ? 5000 : 1500;
        const part: string[] = [];
        for (let count = 0; count < length && at < paragraphs.length; at++) {
          part.push(paragraphs[at]!);
          count += countWords(paragraphs[at]!, 'en');
        }
        const made = createScene(db, { chapterId, document: proseFromText(part.join('\n\n'), newId) });
        total += made.wordCount;
        longScene ??= made.id;
      }
    }
    fillIndex(paragraphs);
  })();
  await comeToRest(db);
  db.close();
  return { path, words: total, scenes, longScene: longScene!, from };

  /** As much full text and as many vectors as such a novel has; what they say does not matter to opening. */
  function fillIndex(texts: readonly string[]): void {
    const random = seededRandom(3);
    db.exec('CREATE VIRTUAL TABLE passage_vector_1 USING vec0 (embedding float[384])');
    const vector = db.prepare('INSERT INTO passage_vector_1 (rowid, embedding) VALUES (?, ?)');
    for (let id = 1n; id <= 4800n; id++) vector.run(id, Float32Array.from({ length: 384 }, random));
    const chunk = db.prepare('INSERT INTO chunk_words (rowid, words) VALUES (?, ?)');
    texts.forEach((text, at) => chunk.run(at + 1, text));
  }
}

function longText(): { readonly paragraphs: readonly string[]; readonly from: string } {
  if (existsSync(corpus)) {
    const paragraphs = readFileSync(corpus, 'utf8')
      .replace(/\r\n/g, '\n')
      .split(/\n\n+/)
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .filter((text) => text !== '');
    return { paragraphs: upTo(paragraphs), from: 'a classic novel' };
  }
  const random = seededRandom(7);
  const syllables = 'ka lo mi ren tas ul vo shi den or pra ne gul hes ti bar wen cor ly fa'.split(' ');
  const word = (): string =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => syllables[Math.floor(random() * 20)]).join('');
  const made = Array.from({ length: 8000 }, () => `${Array.from({ length: 80 }, word).join(' ')}.`);
  return { paragraphs: upTo(made), from: 'made words (the corpus is not here)' };
}

function upTo(paragraphs: readonly string[]): readonly string[] {
  let count = 0;
  const end = paragraphs.findIndex((text) => (count += countWords(text, 'en')) >= words);
  return end < 0 ? paragraphs : paragraphs.slice(0, end + 1);
}
