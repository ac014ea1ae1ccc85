import { IntlMessageFormat } from 'intl-messageformat';

export type Values = Readonly<Record<string, unknown>>;

export interface FillWords {
  readonly values: Values;
  readonly locale: string;
  /** The words for a value that is not there: `none.<placeholder>` of the catalogue. */
  readonly say: (key: string) => string;
}

const formats = new Map<string, IntlMessageFormat>();

/** Fills the placeholders of an ICU message. A value that is null is said in words; a missing one shows its name. */
export function fillWords(message: string, { values, locale, say }: FillWords): string {
  if (!/[{'<]/.test(message)) return message;
  const key = `${locale}\n${message}`;
  const format = formats.get(key) ?? new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
  formats.set(key, format);
  const known = Object.entries(values).map(([name, value]) => [
    name,
    value === null || value === undefined ? say(`none.${name}`) : value,
  ]);
  const named = placeholders(message).map((name) => [name, `{${name}}`]);
  const filled = format.format(Object.fromEntries([...named, ...known]) as Record<string, string>);
  return typeof filled === 'string' ? filled : String(filled);
}

function placeholders(message: string): string[] {
  return [...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((found) => found[1] ?? '');
}
