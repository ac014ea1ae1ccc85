import type { ChapterId, EntryId, Hash, SceneId } from '../../src-shared/domain/ids.ts';
import type { SceneSummary } from '../../src-shared/domain/novel.ts';
import { parseProse } from '../../src-shared/domain/prose.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';

/** A row of `scene` without its prose. */
export interface SceneSummaryRow {
  id: string;
  chapter_id: string;
  position: number;
  title: string;
  synopsis: string;
  pov_entry_id: string | null;
  place_entry_id: string | null;
  story_time: number | null;
  status: SceneSummary['status'];
  word_goal: number | null;
  word_count: number;
  revision: number;
  updated_at: number;
}

export interface SceneRow extends SceneSummaryRow {
  doc: string;
  doc_hash: string;
}

/** The columns of a summary, so that the outline never reads prose. */
export const summaryColumns = `id, chapter_id, position, title, synopsis, pov_entry_id, place_entry_id, story_time,
  status, word_goal, word_count, revision, updated_at`;

/** A scene's row as the outline shows it. */
export function toSceneSummary(row: SceneSummaryRow): SceneSummary {
  return {
    id: row.id as SceneId,
    chapterId: row.chapter_id as ChapterId,
    position: row.position,
    title: row.title,
    synopsis: row.synopsis,
    povEntryId: row.pov_entry_id as EntryId | null,
    placeEntryId: row.place_entry_id as EntryId | null,
    storyTime: row.story_time,
    status: row.status,
    wordGoal: row.word_goal,
    wordCount: row.word_count,
    revision: row.revision,
    updatedAt: row.updated_at,
  };
}

/** A scene's row with its prose. Throws ZodError where the stored document is not one. */
export function toScene(row: SceneRow): Scene {
  return {
    ...toSceneSummary(row),
    document: parseProse(JSON.parse(row.doc)),
    documentHash: row.doc_hash as Hash,
  };
}
