import type { JsonSchema } from '../model.ts';

type Convert = (schema: JsonSchema) => JsonSchema;

/** Every object closed and every key required, as strict modes want it. */
export function closeSchema(schema: JsonSchema): Record<string, unknown> {
  return convert(schema, (object) =>
    isObject(object.properties)
      ? { ...object, required: Object.keys(object.properties), additionalProperties: false }
      : object,
  );
}

/** A closed schema without the keywords that are not named here: a vendor refuses those it does not know. */
export function narrowSchema(schema: JsonSchema, known: ReadonlySet<string>): Record<string, unknown> {
  const closed = closeSchema(schema);
  return convert(closed, (part) => {
    const { const: only, oneOf, ...rest } = part;
    const all = {
      ...rest,
      ...(only === undefined ? {} : { enum: [only] }),
      ...(oneOf === undefined ? {} : { anyOf: oneOf }),
    };
    return Object.fromEntries(Object.entries(all).filter(([key]) => known.has(key)));
  });
}

/** The words that ask for a schema where a server cannot enforce one. */
export function schemaWords(schema: JsonSchema): string {
  const shown = JSON.stringify(convert(schema, (part) => part));
  return `\n\nAnswer with one JSON value and nothing else. It follows this JSON Schema:\n${shown}`;
}

/** Changes every schema in a schema, the inner ones first; names of properties and values of enums are left alone. */
function convert(schema: JsonSchema, change: Convert): Record<string, unknown> {
  const inner = Object.entries(schema)
    .filter(([key]) => key !== '$schema')
    .map(([key, value]) => [key, convertKeyword(key, value, change)] as const);
  return { ...change(Object.fromEntries(inner)) };
}

function convertKeyword(key: string, value: unknown, change: Convert): unknown {
  if (['properties', '$defs', 'definitions'].includes(key) && isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, isObject(part) ? convert(part, change) : part]),
    );
  if (['anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(key) && Array.isArray(value))
    return value.map((part: unknown) => (isObject(part) ? convert(part, change) : part));
  if (['items', 'additionalProperties', 'not'].includes(key) && isObject(value))
    return convert(value, change);
  return value;
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
