import type { Llama, LlamaGrammar } from 'node-llama-cpp';
import type { LlamaBackend } from './llama-backend.ts';
import type { JsonSchema } from './model.ts';

/** Text without a shorter limit ends here: a small model that loops inside a string would never leave it. */
const longestText = 600;
const longestList = 64;
const formats = ['date-time', 'date', 'time'];

/** A grammar that lets only JSON of this shape be written. What it cannot hold to, validation has to. */
export function createJsonGrammar({ llama }: LlamaBackend, schema: JsonSchema): Promise<LlamaGrammar> {
  type Accepted = Parameters<Llama['createGrammarForJsonSchema']>[0];
  return llama.createGrammarForJsonSchema(toGrammarSchema(schema) as unknown as Accepted);
}

/**
 * The part of a JSON Schema that a grammar can enforce: types, constants, enums, unions, objects with all their keys,
 * item counts and short text lengths. Patterns, number ranges and unknown formats are left to validation.
 */
export function toGrammarSchema(schema: JsonSchema): JsonSchema {
  const kept = definitionsOf(schema);
  const converted = convert(schema);
  return Object.keys(kept).length > 0 ? { ...converted, $defs: kept } : converted;
}

function definitionsOf(schema: JsonSchema): Record<string, JsonSchema> {
  const definitions = isObject(schema.$defs) ? schema.$defs : {};
  return mapValues(definitions, convert);
}

function convert(schema: unknown): JsonSchema {
  if (!isObject(schema)) return {};
  if (typeof schema.$ref === 'string') return schema.$ref.startsWith('#/$defs/') ? { $ref: schema.$ref } : {};
  if ('const' in schema) return { const: schema.const };
  if (Array.isArray(schema.enum)) return { enum: schema.enum };
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return { oneOf: choices.map(convert) };
  if (Array.isArray(schema.allOf)) return convert(Object.assign({}, ...schema.allOf.filter(isObject)));
  if (Array.isArray(schema.type)) return { oneOf: schema.type.map((type) => convert({ ...schema, type })) };
  switch (schema.type) {
    case 'object':
      return convertObject(schema);
    case 'array':
      return {
        type: 'array',
        ...(Array.isArray(schema.prefixItems) ? { prefixItems: schema.prefixItems.map(convert) } : {}),
        ...(isObject(schema.items) ? { items: convert(schema.items) } : {}),
        ...bounds(schema, ['minItems', 'maxItems'], longestList),
      };
    case 'string':
      return formats.includes(String(schema.format))
        ? { type: 'string', format: schema.format }
        : {
            type: 'string',
            maxLength: longestText,
            ...bounds(schema, ['minLength', 'maxLength'], longestText),
          };
    default:
      return 'type' in schema ? { type: schema.type } : {};
  }
}

function convertObject(schema: JsonSchema): JsonSchema {
  const more = schema.additionalProperties;
  return {
    type: 'object',
    properties: mapValues(isObject(schema.properties) ? schema.properties : {}, convert),
    ...(isObject(more) && Object.keys(more).length > 0 ? { additionalProperties: convert(more) } : {}),
  };
}

/** Bounds small enough for a grammar: each is unrolled into rules. */
function bounds(schema: JsonSchema, names: readonly string[], most: number): JsonSchema {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = schema[name];
      return typeof value === 'number' && value <= most ? [[name, value]] : [];
    }),
  );
}

function mapValues(object: JsonSchema, change: (value: unknown) => JsonSchema): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
