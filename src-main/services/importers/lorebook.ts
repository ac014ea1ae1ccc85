import type { z } from 'zod';
import type { LoreContent, LoreKey } from '../../../src-shared/domain/lore.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { ParsedFile } from '../../retrieval/requests.ts';
import { CharacterBookEntry, toWorldInfo, WorldInfoEntry } from './lorebook-entry.ts';
import { invalid, loreContent, type LorePlace } from './lore-content.ts';
import { parseKey } from './lore-keys.ts';

type Notes = ParsedFile['notes'];

/** SillyTavern's numbers, in its own order: AND ANY, NOT ALL, NOT ANY, AND ALL. */
const logics = ['and-any', 'not-all', 'not-any', 'and-all'] as const;
const ordinaryOrder = 100;

/**
 * The entries of a JSON lorebook: SillyTavern world info, a character card with a book, or a book alone. Every entry
 * keeps its source object in `raw`. Throws IMPORT_INVALID with the entry and the field, IMPORT_UNKNOWN_FORMAT for JSON
 * that is no lorebook.
 */
export function parseLorebook(text: string, path: string): { entries: LoreContent[]; notes: Notes } {
  const { entries, read } = entriesOf(parseJson(text, path), path);
  const parsed = entries.map(([id, raw], at) => {
    const place = { path, entry: nameOf(raw, id) };
    const entry = read(raw, place);
    return { content: toLore(entry, { place, raw, at }), notes: notesOf(entry, place) };
  });
  return {
    entries: parsed.map(({ content }) => content),
    notes: parsed.flatMap(({ notes }) => notes),
  };
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/u, '')) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid({ path, entry: 'the file' }, 'JSON', reason);
  }
}

type Reader = (raw: unknown, place: LorePlace) => WorldInfoEntry;

const asWorldInfo: Reader = (raw, place) => check(WorldInfoEntry, raw, place);
const asBookEntry: Reader = (raw, place) => toWorldInfo(check(CharacterBookEntry, raw, place));

/** Where the entries stand, and in which of the two shapes. */
function entriesOf(value: unknown, path: string): { entries: (readonly [string, unknown])[]; read: Reader } {
  const root = record(value);
  const data = record(root?.['data']);
  const book = record(data?.['character_book']) ?? (root?.['spec'] === 'lorebook_v3' ? data : null) ?? root;
  const entries = book?.['entries'];
  if (root === null || book === null || entries === undefined || root['lorebookVersion'] !== undefined)
    throw new AppError('IMPORT_UNKNOWN_FORMAT', { path });
  if (typeof entries !== 'object' || entries === null)
    throw invalid({ path, entry: 'the file' }, 'entries', 'must be an object or a list');
  const listed = Object.entries(entries);
  const isBook = book !== root || listed.some(([, entry]) => Array.isArray(record(entry)?.['keys']));
  return { entries: listed, read: isBook ? asBookEntry : asWorldInfo };
}

function check<Schema extends z.ZodType>(schema: Schema, raw: unknown, place: LorePlace): z.infer<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw invalid(place, field === '' ? 'the entry' : field, issue?.message ?? 'has a wrong shape');
}

function toLore(
  entry: WorldInfoEntry,
  { place, raw, at }: { place: LorePlace; raw: unknown; at: number },
): LoreContent {
  const keys = (list: readonly string[], field: string): LoreKey[] =>
    list.map((key) => withCase(parseKey(key, { ...place, field }), entry.caseSensitive === true));
  const isSelective = entry.selective !== false;
  const body = (entry.content ?? '').replace(/\r\n?/gu, '\n').trim();
  return loreContent({
    title: (entry.comment ?? '').trim() || entry.key[0] || `Entry ${at + 1}`,
    body,
    keys: keys(entry.key, 'key'),
    secondaryKeys: isSelective ? keys(entry.keysecondary, 'keysecondary') : [],
    secondaryLogic: logics[entry.selectiveLogic ?? 0] ?? 'and-any',
    inclusion: entry.disable === true ? 'never' : entry.constant === true ? 'always' : 'mentioned',
    priority: Math.min(1000, Math.max(0, Math.round(entry.order ?? ordinaryOrder))),
    source: place.path,
    raw,
  });
}

const withCase = (key: LoreKey, caseSensitive: boolean): LoreKey =>
  key.kind === 'plain' ? { ...key, caseSensitive } : key;

/** What has no exact meaning in a manuscript: it is kept in `raw` and told, never taken silently. */
function notesOf(entry: WorldInfoEntry, { path, entry: title }: LorePlace): Notes {
  const note = (key: string, values: Record<string, string | number> = {}): Notes[number] => ({
    file: path,
    key: `import.${key}`,
    values: { entry: title, ...values },
  });
  const notes: Notes[number][] = [];
  if (entry.useProbability !== false && typeof entry.probability === 'number' && entry.probability < 100)
    notes.push(note('probability', { percent: entry.probability }));
  if (typeof entry.scanDepth === 'number') notes.push(note('scan-depth', { messages: entry.scanDepth }));
  for (const field of ['sticky', 'cooldown', 'delay'] as const)
    if (typeof entry[field] === 'number' && entry[field] > 0)
      notes.push(note('messages', { field, messages: entry[field] }));
  if ((entry.group ?? '') !== '') notes.push(note('group', { group: entry.group ?? '' }));
  if (/^@@/mu.test(entry.content ?? '')) notes.push(note('decorators'));
  if (/\{\{(?:char|user)\}\}/iu.test(entry.content ?? '')) notes.push(note('macros'));
  return notes;
}

function nameOf(raw: unknown, id: string): string {
  const entry = record(raw);
  const title = entry?.['comment'] ?? entry?.['name'];
  return typeof title === 'string' && title.trim() !== '' ? `entry ${id} (${title.trim()})` : `entry ${id}`;
}

const record = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
