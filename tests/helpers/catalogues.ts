import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';

const folder = join(import.meta.dirname, '../../resources/locales');

export interface Words {
  readonly file: string;
  readonly key: string;
  readonly message: string;
}

/** All words of a language, file by file. */
export function listWords(locale: string): readonly Words[] {
  return listWordFiles(locale).flatMap((file) =>
    Object.entries(
      JSON.parse(readFileSync(join(folder, locale, file), 'utf8')) as Record<string, string>,
    ).map(([key, message]) => ({ file, key, message })),
  );
}

/** The file names of a language's catalogues. */
export function listWordFiles(locale: string): readonly string[] {
  return readdirSync(join(folder, locale)).sort();
}

type Ast = ReturnType<IntlMessageFormat['getAst']>;

/** The arguments of an ICU message with their kinds, each once: "times plural", "name". Throws where it is no such message. */
export function argumentsOf(message: string, locale: string): readonly string[] {
  const kinds = ['literal', '', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag'];
  const walk = (elements: Ast): string[] =>
    elements.flatMap((element) => {
      const kind = kinds[element.type] ?? '';
      if (kind === 'literal' || kind === 'pound') return [];
      const inner =
        'options' in element ? Object.values(element.options).flatMap(({ value }) => walk(value)) : [];
      const cases =
        kind === 'select' && 'options' in element ? Object.keys(element.options).sort().join('|') : '';
      return [['value' in element ? element.value : '', kind, cases].filter(Boolean).join(' '), ...inner];
    });
  return [...new Set(walk(parse(message, locale)))].sort();
}

/** The plural forms each plural of a message has. */
export function pluralFormsOf(message: string, locale: string): readonly (readonly string[])[] {
  const walk = (elements: Ast): string[][] =>
    elements.flatMap((element) => {
      if (!('options' in element)) return [];
      const inner = Object.values(element.options).flatMap(({ value }) => walk(value));
      return 'pluralType' in element ? [Object.keys(element.options), ...inner] : inner;
    });
  return walk(parse(message, locale));
}

function parse(message: string, locale: string): Ast {
  return new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst();
}
