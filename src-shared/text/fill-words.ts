import { IntlMessageFormat } from 'intl-messageformat';

export type Values = Readonly<Record<string, unknown>>;

export interface FillWords {
  readonly values: Values;
  readonly locale: string;
  /** The words of another key: `none.<placeholder>` for a value that is not there, a `reason.` that a value names. */
  readonly say: (key: string, values?: Values) => string;
}

const formats = new Map<string, IntlMessageFormat>();

/**
 * Fills the placeholders of an ICU message. A value that is null is said in words; a missing one shows its name; one
 * that is itself a key ("reason.too-short") is looked up; a `reason` in a foreign program's English is marked as such.
 */
export function fillWords(message: string, { values, locale, say }: FillWords): string {
  if (!/[{'<]/.test(message)) return message;
  const named = placeholders(message).map((name) => [name, `{${name}}`]);
  const known = Object.entries(values).map(([name, value]) => {
    if (value === null || value === undefined) return [name, say(`none.${name}`)];
    if (typeof value === 'string' && /^reason\.[a-z-]+$/.test(value))
      return [name, say(value, { ...values, [name]: '' })];
    return [name, name === 'reason' && locale !== 'en' ? say('foreign.words', { words: value }) : value];
  });
  const filled = formatOf(message, locale).format(
    Object.fromEntries([...named, ...known]) as Record<string, string>,
  );
  return typeof filled === 'string' ? filled : String(filled);
}

function formatOf(message: string, locale: string): IntlMessageFormat {
  const key = `${locale}\n${message}`;
  const format = formats.get(key) ?? new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
  formats.set(key, format);
  return format;
}

function placeholders(message: string): string[] {
  return [...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((found) => found[1] ?? '');
}
