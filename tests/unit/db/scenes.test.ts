import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { write } from '../../../src-main/db/connection.ts';
import { documentHash, documentJson, storedDocument } from '../../../src-main/db/documents.ts';
import { getScene, listChapterScenes, restoreVersion, saveScene } from '../../../src-main/db/scenes.ts';
import {
  addVersion,
  getVersion,
  listVersions,
  nameVersion,
  thinVersions,
} from '../../../src-main/db/versions.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { BlockId, ChapterId, SceneId, VersionId } from '../../../src-shared/domain/ids.ts';
import { textOfDocument, type Block, type ProseDocument } from '../../../src-shared/domain/prose.ts';
import { canonicalJson } from '../../../src-shared/text/canonical-json.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';

test('a save made from an older revision is refused with the revision that stands, and changes nothing', () => {
  const { db, scenes } = novelFile();
  const { id } = scenes[0]!;
  saveScene(db, { id, document: proseOf('By the first window.'), baseRevision: 1 });
  expect(() => saveScene(db, { id, document: proseOf('By the second.'), baseRevision: 1 })).toThrow(
    expect.objectContaining({
      code: 'SCENE_CHANGED',
      data: expect.objectContaining({ revision: 2 }) as object,
    }) as Error,
  );
  expect(textOfDocument(getScene(db, id).document)).toBe('By the first window.');
});

test('a save answers with what is stored: document, hash, words and revision', () => {
  const { db, scenes } = novelFile({ language: 'zh' });
  const document = proseOf('她点亮了灯。\n\nThe end.');
  const saved = saveScene(db, { id: scenes[0]!.id, document, baseRevision: 1 });
  expect(saved).toEqual(getScene(db, scenes[0]!.id));
  expect(saved).toMatchObject({ revision: 2, documentHash: documentHash(document) });
  expect(saved.wordCount).toBeGreaterThan(5);
});

test('equal documents have equal hashes whatever the order of their keys', () => {
  const one = {
    type: 'doc',
    content: [{ type: 'paragraph', attrs: { id: 'a' } }],
  } as unknown as ProseDocument;
  const two = {
    content: [{ attrs: { id: 'a' }, type: 'paragraph' }],
    type: 'doc',
  } as unknown as ProseDocument;
  expect(documentHash(one)).toBe(documentHash(two));
});

test("the quick way to a document's JSON is the canonical one: a key it forgot would drop prose", () => {
  const document: ProseDocument = {
    type: 'doc',
    content: [
      ...proseOf('One.\nTwo.').content,
      { type: 'sceneBreak', attrs: { id: 'b' as BlockId } },
      {
        type: 'quotation',
        attrs: { id: 'c' as BlockId },
        content: [
          {
            type: 'paragraph',
            attrs: { id: 'd' as BlockId },
            content: [{ type: 'text', text: '“Ü”', marks: [{ type: 'italic' }, { type: 'bold' }] }],
          },
        ],
      },
    ],
  };
  expect(documentJson(document)).toBe(canonicalJson(document));
  expect(storedDocument(document, 'en').doc).toBe(canonicalJson(document));
  expect(JSON.parse(documentJson(document))).toEqual(document);
});

test('a document that could not be read again is refused before it replaces a good one', () => {
  const { db, scenes } = novelFile();
  const { id } = scenes[0]!;
  const [block] = proseOf('Twice.').content;
  const document = { type: 'doc', content: [block, block] } as ProseDocument;
  expect(() => saveScene(db, { id, document, baseRevision: 1 })).toThrow('INPUT_INVALID');
  expect(getScene(db, id).revision).toBe(1);
});

test('a save after a save checks what is new in it: a shape that the editor does not know is refused', () => {
  const { db, scenes } = novelFile();
  const { id } = scenes[0]!;
  const document = proseOf('First.\n\nSecond.');
  saveScene(db, { id, document, baseRevision: 1 });
  const heading = { type: 'heading', attrs: { id: 'h' } } as unknown as Block;
  const spoilt: ProseDocument = { type: 'doc', content: [...document.content, heading] };
  expect(() => saveScene(db, { id, document: spoilt, baseRevision: 2 })).toThrow('INPUT_INVALID');
  expect(() => saveScene(db, { id, document: { type: 'doc', content: [] }, baseRevision: 2 })).toThrow(
    'INPUT_INVALID',
  );
  expect(getScene(db, id)).toMatchObject({ revision: 2, wordCount: 2, document });
});

test('a commit that fails throws instead of answering with the row it did not keep', () => {
  const { db, scenes, path } = novelFile();
  const saveBroken = write((handle, id: SceneId) => {
    handle.pragma('defer_foreign_keys = ON');
    return handle
      .prepare('UPDATE scene SET chapter_id = ?, revision = 9 WHERE id = ? RETURNING revision')
      .get('gone', id);
  });
  expect(() => saveBroken(db, scenes[0]!.id)).toThrow(
    expect.objectContaining({ code: 'DATABASE_FAILED' }) as Error,
  );
  const beside = new Database(path, { readonly: true });
  expect(beside.prepare('SELECT revision FROM scene WHERE id = ?').pluck().get(scenes[0]!.id)).toBe(1);
  beside.close();
});

test('what is not there is named', () => {
  const { db } = novelFile();
  expect(() => getScene(db, newId<SceneId>())).toThrow('SCENE_NOT_FOUND');
  expect(() => saveScene(db, { id: newId<SceneId>(), document: proseOf('x'), baseRevision: 1 })).toThrow(
    'SCENE_NOT_FOUND',
  );
  expect(() => listChapterScenes(db, newId<ChapterId>())).toThrow('CHAPTER_NOT_FOUND');
  expect(() => getVersion(db, newId<VersionId>())).toThrow('VERSION_NOT_FOUND');
});

test('editing for a while keeps the state before it once, not at every save', () => {
  const { db, scenes } = novelFile();
  const { id } = scenes[0]!;
  for (let revision = 1; revision <= 5; revision++)
    saveScene(db, { id, document: proseOf(`Take ${revision}.`), baseRevision: revision });
  const versions = listVersions(db, id);
  expect(versions).toMatchObject([{ reason: 'interval', revision: 1 }]);
  expect(textOfDocument(getVersion(db, versions[0]!.id).document)).toContain('Mara lit the lamp.');
});

test('the state before a later stretch of editing is kept as well', () => {
  const { db, scenes } = novelFile();
  const { id } = scenes[0]!;
  addVersion(db, { sceneId: id, reason: 'interval', now: Date.now() - 11 * 60_000 });
  saveScene(db, { id, document: proseOf('Monday.'), baseRevision: 1 }); // unchanged since that version: nothing to keep
  expect(listVersions(db, id)).toHaveLength(1);
  saveScene(db, { id, document: proseOf('Tuesday.'), baseRevision: 2 });
  expect(listVersions(db, id).map(({ revision }) => revision)).toEqual([2, 1]);
});

test('restoring keeps the present state first, so that it can be undone', () => {
  const { db, scenes } = novelFile();
  const { id } = scenes[0]!;
  const old = addVersion(db, { sceneId: id, reason: 'named', name: 'First draft' });
  saveScene(db, { id, document: proseOf('Present.'), baseRevision: 1 });
  const restored = restoreVersion(db, { id: old.id });
  expect(restored).toMatchObject({ revision: 3 });
  expect(textOfDocument(restored.document)).toContain('Mara lit the lamp.');
  const [undo] = listVersions(db, id).filter(({ reason }) => reason === 'restore');
  expect(textOfDocument(getVersion(db, undo!.id).document)).toBe('Present.');
});

test('thinning leaves the last state of each old day, every named one and all of this month', () => {
  const { db, scenes } = novelFile();
  const sceneId = scenes[0]!.id;
  const now = Date.parse('2026-11-21T12:00:00Z');
  const at = (text: string) => Date.parse(text);
  const keep = (text: string, name?: string) =>
    addVersion(db, { sceneId, reason: 'interval', now: at(text), ...(name ? { name } : {}) });
  keep('2026-09-01T08:00:00Z');
  keep('2026-09-01T09:00:00Z', 'Before the storm');
  keep('2026-09-01T10:00:00Z');
  keep('2026-09-01T23:00:00Z');
  keep('2026-09-02T08:00:00Z');
  keep('2026-11-20T08:00:00Z');
  keep('2026-11-20T09:00:00Z');
  expect(thinVersions(db, { now })).toBe(2);
  expect(
    listVersions(db, sceneId).map(({ createdAt }) => new Date(createdAt).toISOString().slice(5, 16)),
  ).toEqual(['11-20T09:00', '11-20T08:00', '09-02T08:00', '09-01T23:00', '09-01T09:00']);
});

test('a version named later is kept too', () => {
  const { db, scenes } = novelFile();
  const sceneId = scenes[0]!.id;
  const now = Date.parse('2026-11-21T12:00:00Z');
  const first = addVersion(db, { sceneId, reason: 'interval', now: now - 60 * 86_400_000 });
  addVersion(db, { sceneId, reason: 'interval', now: now - 60 * 86_400_000 + 1000 });
  nameVersion(db, { id: first.id, name: 'The good one' });
  thinVersions(db, { now });
  expect(listVersions(db, sceneId)).toHaveLength(2);
});
