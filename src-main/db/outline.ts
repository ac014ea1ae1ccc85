import type { ActId, ChapterId, SceneId } from '../../src-shared/domain/ids.ts';
import type { Act, Chapter, Outline, SceneSummary } from '../../src-shared/domain/novel.ts';
import { read, type Db } from './connection.ts';
import { getNovel } from './novels.ts';
import { summaryColumns, toSceneSummary, type SceneSummaryRow } from './scene-rows.ts';

interface ActRow {
  id: string;
  position: number;
  title: string;
  summary: string;
}

interface ChapterRow extends ActRow {
  act_id: string;
}

/** The whole novel without its prose: acts, chapters and scenes in reading order, in one read. */
export function getOutline(db: Db): Outline {
  return read(db, () => {
    const novel = getNovel(db);
    const scenes = Map.groupBy(listSceneSummaries(db), ({ chapterId }) => chapterId);
    const chapters = Map.groupBy(listChapterRows(db), ({ act_id }) => act_id);
    let number = 0;
    const acts = db.prepare<[], ActRow>('SELECT * FROM live_act ORDER BY position').all();
    return {
      novel,
      acts: acts.map((act): Act => ({
        id: act.id as ActId,
        position: act.position,
        title: act.title,
        summary: act.summary,
        chapters: (chapters.get(act.id) ?? []).map((chapter): Chapter => {
          const id = chapter.id as ChapterId;
          return {
            id,
            actId: act.id as ActId,
            position: chapter.position,
            number: ++number,
            title: chapter.title,
            summary: chapter.summary,
            scenes: scenes.get(id) ?? [],
          };
        }),
      })),
    };
  });
}

/** Every scene without its prose, chapter by chapter in no given order, in reading order inside a chapter. */
function listSceneSummaries(db: Db): readonly SceneSummary[] {
  return db
    .prepare<[], SceneSummaryRow>(`SELECT ${summaryColumns} FROM live_scene ORDER BY chapter_id, position`)
    .all()
    .map(toSceneSummary);
}

function listChapterRows(db: Db): readonly ChapterRow[] {
  return db.prepare<[], ChapterRow>('SELECT * FROM live_chapter ORDER BY act_id, position').all();
}

/** The scenes of the novel in reading order, by id: what "before this scene" is counted by. */
export function listReadingOrder(db: Db): readonly SceneId[] {
  return db
    .prepare<[], { id: string }>(
      `SELECT scene.id FROM live_scene AS scene JOIN chapter ON chapter.id = scene.chapter_id
       JOIN act ON act.id = chapter.act_id ORDER BY act.position, chapter.position, scene.position`,
    )
    .all()
    .map(({ id }) => id as SceneId);
}
