interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
}

/** The smallest JSON value of a schema as `z.toJSONSchema` writes it. */
export function smallestInstance(schema: unknown): unknown {
  const shape = schema as Schema;
  if ('const' in shape) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.anyOf?.[0]) return smallestInstance(shape.anyOf[0]);
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([name, value]) => [name, smallestInstance(value)]),
      );
    case 'array':
      return Array.from({ length: shape.minItems ?? 0 }, () => smallestInstance(shape.items ?? {}));
    case 'string':
      return 'x'.repeat(shape.minLength ?? 0);
    case 'integer':
    case 'number':
      return Math.max(0, shape.minimum ?? 0);
    case 'boolean':
      return false;
    default:
      return null;
  }
}
