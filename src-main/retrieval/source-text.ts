import type { EntryId } from '../../src-shared/domain/ids.ts';
import { parseProse, textOfDocument } from '../../src-shared/domain/prose.ts';
import { loreText } from '../../src-shared/text/lore-text.ts';
import type { Db } from '../db/connection.ts';
import { sha256 } from '../db/documents.ts';
import { getEntry, listEntries } from '../db/lore.ts';

/** A scene or an entry that has a place in the index. */
export interface SourceId {
  readonly sourceKind: 'scene' | 'lore';
  readonly sourceId: string;
}

/** A source's accepted text as it stands now. */
export interface SourceText extends SourceId {
  readonly title: string;
  readonly text: string;
  readonly textHash: string;
}

/** Grows when texts are cut or folded in another way: then every source is stale. */
const indexVersion = 1;

/** The accepted text of a scene or an entry; null when it is gone or in the bin. */
export function readSourceText(db: Db, { sourceKind, sourceId }: SourceId): SourceText | null {
  if (sourceKind === 'lore') {
    const exists = db.prepare('SELECT 1 FROM lore_entry WHERE id = ?').get(sourceId) !== undefined;
    if (!exists) return null;
    const entry = getEntry(db, sourceId as EntryId);
    const text = loreText(entry);
    return { sourceKind, sourceId, title: entry.title, text, textHash: loreHash(text) };
  }
  const row = db
    .prepare<[string], { title: string; doc: string; doc_hash: string }>(
      'SELECT title, doc, doc_hash FROM live_scene WHERE id = ?',
    )
    .get(sourceId);
  if (!row) return null;
  const text = textOfDocument(parseProse(JSON.parse(row.doc)));
  return { sourceKind, sourceId, title: row.title, text, textHash: sceneHash(row.doc_hash) };
}

/** The novel's first scenes with words, in reading order, until they hold so many characters. */
export function readOpening(db: Db, characters: number): readonly string[] {
  const rows = db
    .prepare<[], { doc: string }>(
      `SELECT doc FROM live_scene AS scene JOIN chapter ON chapter.id = scene.chapter_id
       JOIN act ON act.id = chapter.act_id ORDER BY act.position, chapter.position, scene.position`,
    )
    .iterate();
  const texts: string[] = [];
  let length = 0;
  for (const { doc } of rows) {
    const text = textOfDocument(parseProse(JSON.parse(doc)));
    texts.push(text);
    length += text.length;
    if (length >= characters) break;
  }
  return texts;
}

/** The hash of a source's text as it stands now, without reading a scene's prose; null when it is gone or in the bin. */
export function readSourceHash(db: Db, { sourceKind, sourceId }: SourceId): string | null {
  if (sourceKind === 'lore') return readSourceText(db, { sourceKind, sourceId })?.textHash ?? null;
  const hash = db
    .prepare<[string], string>('SELECT doc_hash FROM live_scene WHERE id = ?')
    .pluck()
    .get(sourceId);
  return hash === undefined ? null : sceneHash(hash);
}

/** Every source's hash as it stands now, without reading the scenes' prose. */
export function listSourceHashes(db: Db): readonly (SourceId & { readonly textHash: string })[] {
  const scenes = db
    .prepare<[], { id: string; doc_hash: string }>(
      `SELECT scene.id, doc_hash FROM live_scene AS scene JOIN chapter ON chapter.id = scene.chapter_id
       JOIN act ON act.id = chapter.act_id ORDER BY act.position, chapter.position, scene.position`,
    )
    .all();
  return [
    ...listEntries(db).map((entry) => ({
      sourceKind: 'lore' as const,
      sourceId: entry.id,
      textHash: loreHash(loreText(entry)),
    })),
    ...scenes.map(({ id, doc_hash }) => ({
      sourceKind: 'scene' as const,
      sourceId: id,
      textHash: sceneHash(doc_hash),
    })),
  ];
}

const loreHash = (text: string): string => `${indexVersion}:${sha256(text)}`;
const sceneHash = (documentHash: string): string => `${indexVersion}:${documentHash}`;
