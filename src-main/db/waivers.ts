import type { Waiver } from '../../src-shared/domain/qa.ts';
import type { SceneId } from '../../src-shared/domain/ids.ts';
import type { PlacedWaiver } from '../../src-shared/ipc/reviews.ts';
import { write, type Db } from './connection.ts';

/** The writer's "intentional" marks, the oldest first. */
export function listWaivers(db: Db): readonly Waiver[] {
  return db
    .prepare<[], { rule: string; quote: string; created_at: number }>(
      'SELECT rule, quote, created_at FROM waiver ORDER BY created_at, rule, quote',
    )
    .all()
    .map(({ rule, quote, created_at: createdAt }) => ({ rule, quote, createdAt }));
}

/** The same with the scenes their words were found in, the newest first. */
export function listPlacedWaivers(db: Db): readonly PlacedWaiver[] {
  return db
    .prepare<[], { rule: string; quote: string; created_at: number; scene_id: string | null }>(
      `SELECT rule, quote, created_at,
         (SELECT coalesce(anchor ->> '$.target.sceneId', finding.target ->> '$.sceneId') FROM finding
          WHERE finding.rule = waiver.rule AND coalesce(anchor ->> '$.quote', '') = waiver.quote
          ORDER BY job_id DESC LIMIT 1) AS scene_id
       FROM waiver ORDER BY created_at DESC, rule, quote`,
    )
    .all()
    .map(({ rule, quote, created_at: createdAt, scene_id }) => ({
      ...{ rule, quote, createdAt },
      sceneId: scene_id as SceneId | null,
    }));
}

/** Marks a rule's finding in these words as intended; saying it again changes nothing. */
export const addWaiver = write((db, { rule, quote, createdAt }: Waiver): void => {
  db.prepare('INSERT OR IGNORE INTO waiver (rule, quote, created_at) VALUES (?, ?, ?)').run(
    rule,
    quote,
    createdAt,
  );
});

/** Takes an "intentional" mark away; one that is not there changes nothing. */
export const removeWaiver = write((db, { rule, quote }: Pick<Waiver, 'rule' | 'quote'>): void => {
  db.prepare('DELETE FROM waiver WHERE rule = ? AND quote = ?').run(rule, quote);
});
