import type { SearchQuery } from '../../src-shared/domain/search.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Db } from '../db/connection.ts';

/** Which sources may answer a query. */
export interface Scope {
  readonly lore: boolean;
  /** The scenes that may answer, by id, with what a hit says about them. */
  readonly scenes: ReadonlyMap<string, { readonly title: string; readonly chapterNumber: number }>;
  /** The part of the novel's scenes that may answer, 0 to 1. */
  readonly share: number;
}

/** A scene with its place in the outline. */
export interface PlacedScene {
  readonly id: string;
  readonly title: string;
  readonly chapter_title: string;
  readonly chapter_number: number;
}

/**
 * As of a scene, every scene up to and with it in reading order may answer, and no later one; the worldbook always
 * may. Who writes that scene anew leaves its own text out of what came back. Throws SCENE_NOT_FOUND.
 */
export function scopeOf(
  all: readonly PlacedScene[],
  { asOf, includeLater, sources }: Pick<SearchQuery, 'asOf' | 'includeLater' | 'sources'>,
): Scope {
  const last = asOf === undefined ? all.length - 1 : all.findIndex(({ id }) => id === asOf);
  if (asOf !== undefined && last === -1) throw new AppError('SCENE_NOT_FOUND', { id: asOf });
  const allowed = !sources.includes('scene') ? [] : includeLater ? all : all.slice(0, last + 1);
  return {
    lore: sources.includes('lore'),
    scenes: new Map(
      allowed.map(({ id, title, chapter_title, chapter_number }) => [
        id,
        { title: title === '' ? chapter_title : title, chapterNumber: chapter_number },
      ]),
    ),
    share: all.length === 0 ? 1 : allowed.length / all.length,
  };
}

/** Every scene in reading order. */
export function placeScenes(db: Db): readonly PlacedScene[] {
  return db
    .prepare<[], PlacedScene>(
      `WITH numbered AS (
         SELECT chapter.id, chapter.title, row_number() OVER (ORDER BY act.position, chapter.position) AS number
         FROM live_chapter AS chapter JOIN act ON act.id = chapter.act_id
       )
       SELECT scene.id, scene.title, numbered.title AS chapter_title, numbered.number AS chapter_number
       FROM live_scene AS scene JOIN numbered ON numbered.id = scene.chapter_id
       ORDER BY numbered.number, scene.position`,
    )
    .all();
}
