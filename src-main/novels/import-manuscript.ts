import type { ActId, SceneId } from '../../src-shared/domain/ids.ts';
import type { ManuscriptOptions, ManuscriptPreview } from '../../src-shared/domain/manuscript.ts';
import type { OutlineItem } from '../../src-shared/domain/outline-item.ts';
import { write, type Db } from '../db/connection.ts';
import { createAct, createChapter, createScene } from '../db/outline-edits.ts';
import { removeEmptyOutline } from '../db/empty-outline.ts';
import { getOutline } from '../db/outline.ts';
import { addVersion } from '../db/versions.ts';
import type {
  ManuscriptSource,
  ParsedManuscript,
} from '../services/importers/manuscript/parse-manuscript.ts';
import { recordAction } from './undo-log.ts';
import type { NovelWithLibrary } from './update-index.ts';

type Session = Pick<NovelWithLibrary, 'db' | 'library'>;

export interface ImportManuscript {
  readonly source: ManuscriptSource;
  readonly options: ManuscriptOptions;
}

/** What an import would bring, with nothing written. Throws an IMPORT_ error that names the file. */
export async function previewManuscript(
  { library }: Session,
  wish: ImportManuscript,
): Promise<ManuscriptPreview> {
  return toPreview(await library('parseManuscript', wish));
}

export interface ImportedManuscript {
  readonly chapters: number;
  readonly scenes: readonly SceneId[];
  readonly words: number;
}

/**
 * Takes a manuscript in after what stands, or in place of a new novel's one empty chapter: the library's worker reads
 * every file, then all of it is written in one transaction, or nothing. One undo takes it back.
 */
export async function importManuscript(
  { db, library }: Session,
  wish: ImportManuscript,
): Promise<ImportedManuscript> {
  return store(db, await library('parseManuscript', wish));
}

const store = write((db, { acts, files }: ParsedManuscript): ImportedManuscript => {
  removeEmptyOutline(db, undefined);
  const made: OutlineItem[] = [];
  acts.forEach((act, at) => {
    const last = getOutline(db).acts.at(-1);
    const goesOn = at === 0 && last !== undefined && act.title === '';
    const actId = goesOn ? last.id : createAct(db, { title: act.title });
    if (!goesOn) made.push({ kind: 'act', id: actId });
    for (const chapter of act.chapters) made.push(...storeChapter(db, { actId, chapter }));
  });
  const scenes = made.flatMap((item) => (item.kind === 'scene' ? [item.id] : []));
  const words = files.reduce((sum, file) => sum + file.words, 0);
  recordAction(db, {
    label: { key: 'undo.import', values: { scenes: scenes.length } },
    changes: made.map((item) => ({ type: 'placed', item, before: { bin: 'undone' } })),
  });
  return { chapters: acts.reduce((sum, act) => sum + act.chapters.length, 0), scenes, words };
});

interface StoreChapter {
  readonly actId: ActId;
  readonly chapter: ParsedManuscript['acts'][number]['chapters'][number];
}

/** Makes a chapter with its scenes, at least an empty one, and answers what it made. */
function storeChapter(db: Db, { actId, chapter }: StoreChapter): readonly OutlineItem[] {
  const chapterId = createChapter(db, { actId, title: chapter.title });
  const scenes = chapter.scenes.map(({ title, stored }): OutlineItem => {
    const { id } = createScene(db, { chapterId, title, stored, createdBy: 'import' });
    addVersion(db, { sceneId: id, reason: 'import', createdBy: 'import' });
    return { kind: 'scene', id };
  });
  const empty = (): OutlineItem => ({
    kind: 'scene',
    id: createScene(db, { chapterId, createdBy: 'import' }).id,
  });
  return [{ kind: 'chapter', id: chapterId }, ...(scenes.length > 0 ? scenes : [empty()])];
}

function toPreview({ title, files, acts, notes }: ParsedManuscript): ManuscriptPreview {
  return {
    title,
    files,
    notes,
    words: files.reduce((sum, file) => sum + file.words, 0),
    acts: acts.map((act) => ({
      title: act.title,
      chapters: act.chapters.map((chapter) => ({
        title: chapter.title,
        scenes: chapter.scenes.map((scene) => ({
          title: scene.title,
          opening: scene.opening,
          words: scene.stored.words,
        })),
      })),
    })),
  };
}
