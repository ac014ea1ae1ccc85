import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../src-shared/errors.ts';

/** A YAML text and the name a message calls it by. */
export interface YamlSource {
  readonly file: string;
  readonly text: string;
}

/** A YAML text that was read: its value, and where each part of it stands. */
export interface YamlValue {
  readonly file: string;
  readonly value: unknown;
  /** The line, from 1, of the key at a path; of its nearest parent where the path does not exist. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads YAML 1.2. Throws DECLARATION_INVALID with file and line where it is none. */
export function readYaml({ file, text }: YamlSource): YamlValue {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error)
    throw new AppError('DECLARATION_INVALID', {
      file,
      line: lines.linePos(error.pos[0]).line,
      reason: `this is not valid YAML (${error.message.split('\n')[0] ?? ''})`,
    });
  return {
    file,
    value: document.toJS() ?? {},
    lineOf: (path) => lines.linePos(offsetOf(document, path)).line,
  };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let offset = 0;
  let node: unknown = document.contents;
  for (const step of path) {
    if (!isMap(node)) break;
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
    if (!pair || !isScalar(pair.key)) break;
    offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}

/** A value of a shape. Throws DECLARATION_INVALID with file, line and the first fault in plain words. */
export function checkYaml<Value>(yaml: YamlValue, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(yaml.value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]; // a slip of the pen explains what is missing
  if (!issue)
    throw new AppError('DECLARATION_INVALID', { file: yaml.file, line: 1, reason: 'it has a wrong shape' });
  const unknown = issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : null;
  const path = unknown === null ? issue.path : [...issue.path, unknown];
  const place = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  const reason =
    unknown === null ? wordsFor(issue, valueAt(yaml.value, issue.path)) : `"${unknown}" is not known here`;
  throw new AppError('DECLARATION_INVALID', {
    file: yaml.file,
    line: yaml.lineOf(path),
    reason: place + reason,
  });
}

function wordsFor(issue: z.core.$ZodIssue, found: unknown): string {
  if (found === undefined) return 'it is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `it should be ${nameOfType(issue.expected)}, not ${shown(found)}`;
    case 'too_small':
      return issue.origin === 'string'
        ? 'it is empty'
        : `it must be at least ${issue.minimum}, not ${shown(found)}`;
    case 'too_big':
      return `it must be at most ${issue.maximum}, not ${shown(found)}`;
    case 'invalid_value':
      return `it must be one of ${issue.values.map(String).join(', ')}, not ${shown(found)}`;
    case 'invalid_union':
      return `"provider" must be one of embedded, openai-compatible`;
    default:
      return issue.message;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  object: 'a group of keys',
  record: 'a group of keys',
  array: 'a list',
  boolean: 'true or false',
};
const nameOfType = (type: string) => typeNames[type] ?? type;

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  return JSON.stringify(value);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
