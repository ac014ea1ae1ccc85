import { chaptersOf } from '../../src-shared/domain/novel.ts';
import { write, type Db } from './connection.ts';
import { getOutline } from './outline.ts';

/**
 * Takes away a new novel's one chapter with its one empty scene, so that what is imported begins the book. Anything
 * with a word, a title, a plan or a version in it stays. Answers whether it did.
 */
export const removeEmptyOutline = write((db: Db): boolean => {
  const outline = getOutline(db);
  const [chapter, ...others] = chaptersOf(outline);
  const [scene, ...siblings] = chapter?.scenes ?? [];
  const isNew =
    outline.acts.length === 1 &&
    others.length === 0 &&
    siblings.length === 0 &&
    chapter?.title === '' &&
    chapter.summary === '' &&
    scene?.wordCount === 0 &&
    scene.title === '' &&
    scene.synopsis === '';
  if (!isNew || hasTies(db, chapter.id)) return false;
  db.prepare('DELETE FROM scene WHERE chapter_id = ?').run(chapter.id);
  db.prepare('DELETE FROM chapter WHERE id = ?').run(chapter.id);
  db.prepare('DELETE FROM act WHERE id = ?').run(chapter.actId);
  return true;
});

function hasTies(db: Db, chapterId: string): boolean {
  const ties = db
    .prepare<{ id: string }, { count: number }>(
      `SELECT (SELECT count(*) FROM draft WHERE chapter_id = :id) + (SELECT count(*) FROM scene_version JOIN scene
         ON scene.id = scene_version.scene_id WHERE scene.chapter_id = :id) AS count`,
    )
    .get({ id: chapterId });
  return (ties?.count ?? 0) > 0;
}
