import { CreatedBy } from '../../src-shared/domain/scene.ts';
import type { EntryId, SceneId } from '../../src-shared/domain/ids.ts';
import type {
  LoreContent,
  LoreEntry,
  LoreKey,
  LoreProgression,
  LoreRelation,
} from '../../src-shared/domain/lore.ts';

/** A row of `lore_entry`. */
export interface LoreRow {
  readonly id: string;
  readonly kind: LoreEntry['kind'];
  readonly title: string;
  readonly secondary_logic: LoreEntry['secondaryLogic'];
  readonly inclusion: LoreEntry['inclusion'];
  readonly priority: number;
  readonly token_cap: number | null;
  readonly body: string;
  readonly attributes: string;
  readonly source: string | null;
  readonly raw: string | null;
  readonly changed_by: string;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface AliasRow {
  readonly entry_id: string;
  readonly alias: string;
}

export interface KeyRow {
  readonly entry_id: string;
  readonly is_secondary: 0 | 1;
  readonly kind: 'plain' | 'regex';
  readonly pattern: string;
  readonly flags: string;
}

export interface RelationRow {
  readonly entry_id: string;
  readonly to_entry_id: string | null;
  readonly to_title: string;
  readonly type: string;
  readonly strength: number;
  readonly note: string;
}

export interface ProgressionRow {
  readonly entry_id: string;
  readonly from_scene_id: string | null;
  readonly from_chapter: number | null;
  readonly text: string;
}

/** What stands in the tables beside `lore_entry`, by entry. */
export interface LoreParts {
  readonly aliases: readonly AliasRow[];
  readonly keys: readonly KeyRow[];
  readonly relations: readonly RelationRow[];
  readonly progressions: readonly ProgressionRow[];
}

/** An entry from its row and its parts. */
export function toLoreEntry(row: LoreRow, parts: LoreParts): LoreEntry {
  return {
    id: row.id as EntryId,
    kind: row.kind,
    title: row.title,
    aliases: parts.aliases.map(({ alias }) => alias),
    keys: parts.keys.filter(({ is_secondary }) => is_secondary === 0).map(toLoreKey),
    secondaryKeys: parts.keys.filter(({ is_secondary }) => is_secondary === 1).map(toLoreKey),
    secondaryLogic: row.secondary_logic,
    inclusion: row.inclusion,
    priority: row.priority,
    tokenCap: row.token_cap,
    body: row.body,
    attributes: JSON.parse(row.attributes) as Record<string, string>,
    relations: parts.relations.map(toRelation),
    progressions: parts.progressions.map(toProgression),
    source: row.source,
    raw: row.raw === null ? null : (JSON.parse(row.raw) as unknown),
    revision: row.revision,
    changedBy: CreatedBy.parse(row.changed_by),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The columns of `lore_entry` that hold an entry's content. */
export function toLoreColumns(content: LoreContent): Record<string, string | number | null> {
  return {
    kind: content.kind,
    title: content.title,
    secondaryLogic: content.secondaryLogic,
    inclusion: content.inclusion,
    priority: content.priority,
    tokenCap: content.tokenCap,
    body: content.body,
    attributes: JSON.stringify(content.attributes),
    source: content.source,
    raw: content.raw === null || content.raw === undefined ? null : JSON.stringify(content.raw),
  };
}

/** A key's columns. */
export function toKeyColumns(key: LoreKey): { kind: LoreKey['kind']; pattern: string; flags: string } {
  return key.kind === 'plain'
    ? { kind: 'plain', pattern: key.text, flags: key.caseSensitive ? '' : 'i' }
    : { kind: 'regex', pattern: key.source, flags: key.flags };
}

function toLoreKey(row: KeyRow): LoreKey {
  return row.kind === 'plain'
    ? { kind: 'plain', text: row.pattern, caseSensitive: row.flags === '' }
    : { kind: 'regex', source: row.pattern, flags: row.flags };
}

function toRelation(row: RelationRow): LoreRelation {
  return {
    toEntryId: row.to_entry_id as EntryId | null,
    toTitle: row.to_title,
    type: row.type,
    strength: row.strength,
    note: row.note,
  };
}

function toProgression(row: ProgressionRow): LoreProgression {
  return {
    fromSceneId: row.from_scene_id as SceneId | null,
    fromChapter: row.from_chapter,
    text: row.text,
  };
}
