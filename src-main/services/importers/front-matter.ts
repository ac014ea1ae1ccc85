import { LineCounter, parseDocument } from 'yaml';
import type {
  LoreContent,
  LoreKey,
  LoreKind,
  LoreProgression,
  LoreRelation,
} from '../../../src-shared/domain/lore.ts';
import { invalid, type LorePlace } from './lore-content.ts';
import { parseKey } from './lore-keys.ts';
import { kindOf } from './lore-kind.ts';
import { parseRelation, relationTo } from './relations.ts';

/** What a file says about its entry above the text. Absent fields were not given. */
export interface FrontMatter {
  readonly title?: string;
  readonly kind?: LoreKind;
  readonly content: Partial<LoreContent>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly relations: readonly LoreRelation[];
}

interface Read {
  title?: string;
  kind?: LoreKind;
  content: { -readonly [Key in keyof LoreContent]?: LoreContent[Key] };
  attributes: Record<string, string>;
  relations: LoreRelation[];
}

type FieldReader = (read: Read, value: unknown, field: Field) => void;

/** A field being read, for its errors. */
interface Field {
  readonly place: LorePlace;
  readonly name: string;
}

const fields: Readonly<Record<string, FieldReader>> = {
  title: (read, value, field) => (read.title = text(value, field)),
  name: (read, value, field) => (read.title ??= text(value, field)),
  type: readKind,
  kind: readKind,
  category: readKind,
  aliases: (read, value, field) => (read.content.aliases = texts(value, field)),
  alias: (read, value, field) => (read.content.aliases = texts(value, field)),
  keys: (read, value, field) => (read.content.keys = keys(value, field)),
  keywords: (read, value, field) => (read.content.keys = keys(value, field)),
  secondarykeys: (read, value, field) => (read.content.secondaryKeys = keys(value, field)),
  secondarylogic: (read, value, field) =>
    (read.content.secondaryLogic = oneOf(value, ['and-any', 'and-all', 'not-any', 'not-all'], field)),
  inclusion: (read, value, field) =>
    (read.content.inclusion = oneOf(value, ['always', 'mentioned', 'never'], field)),
  always: (read, value, field) => {
    if (flag(value, field)) read.content.inclusion = 'always';
  },
  priority: (read, value, field) => (read.content.priority = priority(value, field)),
  tokencap: (read, value, field) => (read.content.tokenCap = wholeNumber(value, { ...field, from: 1 })),
  tags: (read, value, field) => (read.attributes['tags'] = texts(value, field).join(', ')),
  attributes: (read, value, field) => {
    if (!isRecord(value)) throw wrong(field, 'must be a list of names with values');
    for (const [name, one] of Object.entries(value)) read.attributes[name] = attribute(one);
  },
  relations: (read, value, field) => read.relations.push(...relations(value, field)),
  progressions: (read, value, field) => (read.content.progressions = progressions(value, field)),
};

/**
 * Reads YAML front matter. Known fields are checked, every other one becomes an attribute; names are compared without
 * case, "-" and "_". Throws IMPORT_INVALID with the entry and the field.
 */
export function readFrontMatter(yaml: string, place: LorePlace): FrontMatter {
  const value = parseYaml(yaml, place);
  const named = [value['title'], value['name']].find((title) => typeof title === 'string' && title !== '');
  const entry = typeof named === 'string' ? named : place.entry;
  const read: Read = { content: {}, attributes: {}, relations: [] };
  for (const [name, given] of Object.entries(value)) {
    if (given === null) continue;
    const reader = fields[name.toLowerCase().replace(/[-_ ]/gu, '')];
    if (reader) reader(read, given, { place: { ...place, entry }, name });
    else read.attributes[name] = attribute(given);
  }
  return read;
}

function parseYaml(yaml: string, place: LorePlace): Record<string, unknown> {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const line = lines.linePos(error.pos[0]).line + 1; // after the line of ---
    throw invalid(place, 'front matter', `line ${line}: ${error.message}`);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (thrown) {
    throw invalid(place, 'front matter', thrown instanceof Error ? thrown.message : String(thrown));
  }
  if (value === null || value === undefined) return {};
  if (!isRecord(value)) throw invalid(place, 'front matter', 'must be names with values');
  return value;
}

function readKind(read: Read, value: unknown, field: Field): void {
  const word = text(value, field);
  const kind = kindOf(word);
  if (kind === null) read.attributes[field.name] = word;
  else read.kind = kind;
}

function text(value: unknown, field: Field): string {
  if (typeof value === 'number' || value instanceof Date) return attribute(value);
  if (typeof value !== 'string' || value.trim() === '') throw wrong(field, 'must be text');
  return value.trim();
}

function texts(value: unknown, field: Field): string[] {
  if (typeof value === 'string') return value.split(',').map(trimmed).filter(notEmpty);
  if (!Array.isArray(value)) throw wrong(field, 'must be a list of texts');
  return value.map((one: unknown) => text(one, field)).filter(notEmpty);
}

function keys(value: unknown, field: Field): LoreKey[] {
  return texts(value, field).map((key) => parseKey(key, { ...field.place, field: field.name }));
}

function oneOf<const Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  field: Field,
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw wrong(field, `must be one of ${choices.join(', ')}`);
  return found;
}

function flag(value: unknown, field: Field): boolean {
  if (typeof value !== 'boolean') throw wrong(field, 'must be true or false');
  return value;
}

function priority(value: unknown, field: Field): number {
  const named = { high: 200, medium: 100, low: 50 }[String(value)];
  return named ?? wholeNumber(value, { ...field, from: 0, to: 1000 });
}

function wholeNumber(
  value: unknown,
  { from, to = Number.MAX_SAFE_INTEGER, ...field }: Field & { from: number; to?: number },
): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to)
    throw wrong(field, `must be a whole number${to > 1000 ? ` from ${from}` : ` from ${from} to ${to}`}`);
  return value;
}

/** A list of "sister of [[Mara]] (8): note" or of `{to, type, strength, note}`, or names with a relation each. */
function relations(value: unknown, field: Field): LoreRelation[] {
  if (isRecord(value))
    return Object.entries(value).flatMap(([type, to]) =>
      texts(to, field).map((title) => relationTo(title.replace(/^\[\[|\]\]$/gu, ''), type)),
    );
  if (!Array.isArray(value)) throw wrong(field, 'must be a list of relations');
  return value.map((one: unknown) => relation(one, field));
}

function relation(value: unknown, field: Field): LoreRelation {
  if (typeof value === 'string') {
    const parsed = parseRelation(value);
    if (!parsed) throw wrong(field, `"${value}" names no entry; write it like: sister of [[Mara]] (8)`);
    return parsed;
  }
  if (!isRecord(value)) throw wrong(field, 'must be a list of relations');
  const [line, ...others] = Object.entries(value);
  // "sister of [[Mara]] (8): a note" without quotes is a name with a value to YAML.
  if (line?.[0].includes('[[') && others.length === 0)
    return relation(`${line[0]}: ${attribute(line[1] ?? '')}`, field);
  const { to, type, strength, note } = value;
  // So is [[Mara]] a list in a list.
  const target = Array.isArray(to) ? (to as unknown[]).flat()[0] : to;
  return relationTo(
    text(target, { ...field, name: `${field.name}.to` }).replace(/^\[\[|\]\]$/gu, ''),
    type === undefined ? 'related to' : text(type, { ...field, name: `${field.name}.type` }),
    {
      ...(strength === undefined
        ? {}
        : { strength: wholeNumber(strength, { ...field, name: `${field.name}.strength`, from: 1, to: 10 }) }),
      ...(note === undefined ? {} : { note: text(note, { ...field, name: `${field.name}.note` }) }),
    },
  );
}

/** A list of `{from_chapter, text}`: what holds only from that chapter on. */
function progressions(value: unknown, field: Field): LoreProgression[] {
  if (!Array.isArray(value)) throw wrong(field, 'must be a list of from_chapter and text');
  return value.map((one: unknown) => {
    if (!isRecord(one)) throw wrong(field, 'must be a list of from_chapter and text');
    const chapter = { ...field, name: `${field.name}.from_chapter`, from: 1 };
    return {
      fromSceneId: null,
      fromChapter: wholeNumber(one['from_chapter'], chapter),
      text: text(one['text'], { ...field, name: `${field.name}.text` }),
    };
  });
}

/** Any value as one line of text. */
function attribute(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map(attribute).join(', ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
const trimmed = (value: string): string => value.trim();
const notEmpty = (value: string): boolean => value !== '';
const wrong = ({ place, name }: Field, reason: string): Error => invalid(place, name, reason);
