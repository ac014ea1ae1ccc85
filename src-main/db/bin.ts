import { z } from 'zod';
import type { ChapterId, SceneId } from '../../src-shared/domain/ids.ts';
import type { BinItem, BinReason, OutlineItem } from '../../src-shared/domain/outline-item.ts';
import { paragraphsOf, parseProse, textOf } from '../../src-shared/domain/prose.ts';
import { write, type Db } from './connection.ts';
import {
  closeGap,
  listBinnedOf,
  listSiblings,
  requireLive,
  storedPlace,
  type Siblings,
} from './item-places.ts';
import { removeIndexedSource } from './search-index.ts';

/** Takes an item and all it holds out of the manuscript and of the search index. Throws its kind's NOT_FOUND. */
export const sendToBin = write((db, { item, reason }: { item: OutlineItem; reason: BinReason }): void => {
  requireLive(db, item);
  const { parentId } = storedPlace(db, item);
  for (const sourceId of listHeldScenes(db, item)) removeIndexedSource(db, { sourceKind: 'scene', sourceId });
  const siblings = JSON.stringify(siblingsWithBinned(db, { kind: item.kind, parentId }));
  db.prepare(
    `INSERT INTO bin_item (item_id, kind, reason, binned_at, siblings)
     VALUES (:id, :kind, :reason, :now, :siblings)`,
  ).run({ ...item, reason, now: Date.now(), siblings });
  closeGap(db, { kind: item.kind, parentId });
});

/** Takes an item's name off the bin's list; where it stands then is the caller's to say. */
export const takeFromBin = write((db, id: string): void => {
  db.prepare('DELETE FROM bin_item WHERE item_id = ?').run(id);
});

/** What stands in a place, with what was taken out of it at the spots where that would come back. */
function siblingsWithBinned(db: Db, siblings: Siblings): readonly string[] {
  const ids = [...listSiblings(db, siblings)];
  for (const id of listBinnedOf(db, siblings))
    ids.splice(spotBeside(ids, { id, old: siblingsInBin(db, id) }), 0, id);
  return ids;
}

/** Where an item goes that stood in an old order: after or before the nearest of it that is here, else to the end. */
export function spotBeside(
  here: readonly string[],
  { id, old }: { readonly id: string; readonly old: readonly string[] },
): number {
  const at = old.indexOf(id);
  const distance = (other: string): number => Math.abs(old.indexOf(other) - at);
  const [nearest] = old.filter((other) => here.includes(other)).sort((a, b) => distance(a) - distance(b));
  if (nearest === undefined) return here.length;
  return here.indexOf(nearest) + (old.indexOf(nearest) < at ? 1 : 0);
}

/** The ids an item stood among when it was binned, in their order and with its own; empty where that was not kept. */
export function siblingsInBin(db: Db, id: string): readonly string[] {
  const kept = db.prepare<[string], string | null>('SELECT siblings FROM bin_item WHERE item_id = ?').pluck();
  return z.array(z.string()).parse(JSON.parse(kept.get(id) ?? '[]'));
}

/** Why an item is out of the manuscript; null where it is not in the bin itself. */
export function binReasonOf(db: Db, id: string): BinReason | null {
  return (
    db
      .prepare<[string], BinReason>("SELECT reason FROM bin_item WHERE item_id = ? AND reason <> 'gone'")
      .pluck()
      .get(id) ?? null
  );
}

/** The scenes an item holds that are not in the bin by themselves; the scene itself for a scene. */
export function listHeldScenes(db: Db, item: OutlineItem): readonly SceneId[] {
  return listWhole(db, item).flatMap(({ kind, id }) => (kind === 'scene' ? [id] : []));
}

interface BinRow {
  readonly id: string;
  readonly kind: OutlineItem['kind'];
  readonly reason: 'binned' | 'merged';
  readonly title: string;
  readonly binnedAt: number;
}

/** What the bin shows, the newest first: binned and merged items with their words. */
export function listBin(db: Db): readonly BinItem[] {
  return db
    .prepare<[], BinRow>(
      `SELECT item_id AS id, kind, reason, binned_at AS binnedAt,
         coalesce((SELECT title FROM scene WHERE id = item_id), (SELECT title FROM chapter WHERE id = item_id),
           (SELECT title FROM act WHERE id = item_id)) AS title
       FROM bin_item WHERE reason IN ('binned', 'merged') ORDER BY binned_at DESC, item_id DESC`,
    )
    .all()
    .map(({ id, kind, reason, title, binnedAt }) => {
      const item = { kind, id } as OutlineItem;
      const scenes = listHeldScenes(db, item);
      return { item, reason, title, binnedAt, ...measure(db, scenes) };
    });
}

/** How many items the bin shows. */
export function countBin(db: Db): number {
  const count = db.prepare<[], number>("SELECT count(*) FROM bin_item WHERE reason IN ('binned', 'merged')");
  return count.pluck().get() ?? 0;
}

function measure(db: Db, scenes: readonly SceneId[]): Pick<BinItem, 'opening' | 'wordCount' | 'sceneCount'> {
  const count = db.prepare<[string], number>('SELECT word_count FROM scene WHERE id = ?').pluck();
  const wordCount = scenes.reduce((sum, id) => sum + (count.get(id) ?? 0), 0);
  return { opening: scenes[0] ? openingOf(db, scenes[0]) : '', wordCount, sceneCount: scenes.length };
}

/** How many characters of a scene's beginning the bin shows. */
const openingLength = 90;

/** The first words of a scene, with "…" where there are more; empty where it has none. */
export function openingOf(db: Db, id: SceneId, longest = openingLength): string {
  const doc = db.prepare<[string], string>('SELECT doc FROM scene WHERE id = ?').pluck().get(id);
  if (doc === undefined) return '';
  const text = paragraphsOf(parseProse(JSON.parse(doc)))
    .map(textOf)
    .find((line) => line.trim() !== '');
  const line = (text ?? '').trim().replace(/\s+/gu, ' ');
  const cut = [...line].slice(0, longest).join('');
  return cut === line ? line : `${cut.replace(/\s\S*$/u, '')}…`;
}

/** The bin's items of these reasons. */
export function listBinned(db: Db, reasons: readonly BinReason[]): readonly OutlineItem[] {
  return db
    .prepare<[string], OutlineItem>(
      `SELECT kind, item_id AS id FROM bin_item WHERE reason IN (SELECT value FROM json_each(?)) ORDER BY binned_at`,
    )
    .all(JSON.stringify(reasons));
}

/** What a chapter holds, and an act, that is not in the bin by itself, and then the item: children first. */
function listWhole(db: Db, item: OutlineItem): readonly OutlineItem[] {
  const children = (column: 'chapter_id' | 'act_id', table: 'scene' | 'chapter'): readonly string[] =>
    db
      .prepare<[string], string>(
        `SELECT id FROM ${table} WHERE ${column} = ? AND id NOT IN (SELECT item_id FROM bin_item)`,
      )
      .pluck()
      .all(item.id);
  if (item.kind === 'scene') return [item];
  if (item.kind === 'chapter')
    return [
      ...children('chapter_id', 'scene').map((id) => ({ kind: 'scene' as const, id: id as SceneId })),
      item,
    ];
  return [
    ...children('act_id', 'chapter').flatMap((id) => listWhole(db, { kind: 'chapter', id: id as ChapterId })),
    item,
  ];
}

/**
 * Deletes items for good, with what they hold and all its versions. A chapter or an act that a draft or a binned item
 * still names stays behind as an empty place nobody sees. Answers the ids that are gone.
 */
export const deleteForGood = write((db, items: readonly OutlineItem[]): readonly string[] => {
  const all = items.flatMap((item) => listWhole(db, item));
  for (const { kind, id } of all) {
    if (kind === 'scene') {
      removeIndexedSource(db, { sourceKind: 'scene', sourceId: id });
      db.prepare('DELETE FROM scene WHERE id = ?').run(id);
      db.prepare('DELETE FROM bin_item WHERE item_id = ?').run(id);
    } else
      db.prepare(
        `INSERT INTO bin_item (item_id, kind, reason, binned_at) VALUES (:id, :kind, 'gone', :now)
         ON CONFLICT (item_id) DO UPDATE SET reason = 'gone'`,
      ).run({ id, kind, now: Date.now() });
  }
  sweepEmptyPlaces(db, undefined);
  return all.map(({ id }) => id);
});

/** Deletes the places of chapters and acts that are gone and that nothing names any more. */
export const sweepEmptyPlaces = write((db): void => {
  const gone = "id IN (SELECT item_id FROM bin_item WHERE reason = 'gone')";
  db.prepare(
    `DELETE FROM chapter WHERE ${gone} AND id NOT IN (SELECT chapter_id FROM scene)
       AND id NOT IN (SELECT chapter_id FROM draft)`,
  ).run();
  db.prepare(`DELETE FROM act WHERE ${gone} AND id NOT IN (SELECT act_id FROM chapter)`).run();
  db.prepare(
    `DELETE FROM bin_item WHERE reason = 'gone' AND item_id NOT IN (SELECT id FROM act)
       AND item_id NOT IN (SELECT id FROM chapter)`,
  ).run();
});

/** What stands beside a place where something stood: whether it comes before that place in reading order. */
export interface Neighbour {
  readonly id: string;
  readonly isBefore: boolean;
}

/**
 * The act or chapter of the manuscript nearest to where this one stands or stood: itself where it is there, else the
 * last one before, else the first one after; null in an empty novel.
 */
export function nearestHolder(
  db: Db,
  { kind, id }: { kind: 'act' | 'chapter'; id: string },
): Neighbour | null {
  const from = kind === 'act' ? 'act' : 'chapter JOIN act ON act.id = chapter.act_id';
  const order =
    kind === 'act' ? ['act.position', 'act.id'] : ['act.position', 'chapter.position', 'chapter.id'];
  const find = (compare: '<=' | '>', direction: 'DESC' | 'ASC'): string | undefined =>
    db
      .prepare<[object], string>(
        `SELECT ${kind}.id FROM ${from}
         WHERE (${order.join()}) ${compare} (SELECT ${order.join()} FROM ${from} WHERE ${kind}.id = :id)
           AND ${kind}.id IN (SELECT id FROM live_${kind})
         ORDER BY ${order.map((column) => `${column} ${direction}`).join()} LIMIT 1`,
      )
      .pluck()
      .get({ id });
  const before = find('<=', 'DESC');
  const found = before ?? find('>', 'ASC');
  return found === undefined ? null : { id: found, isBefore: before !== undefined };
}
