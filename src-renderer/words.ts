import { create } from 'zustand';
import { toWireError } from '../src-shared/errors.ts';
import { fillWords, type Values } from '../src-shared/text/fill-words.ts';

type Catalogue = Readonly<Record<string, string>>;

interface WordsState {
  readonly locale: string;
  readonly catalogue: Catalogue;
}

/** The interface language and its words; a component that says something listens through `useSay`. */
export const useWords = create<WordsState>()(() => ({ locale: 'en', catalogue: {} }));

const files = import.meta.glob<Catalogue>('../resources/locales/*/*.json', { import: 'default' });

/** Loads a language's words and turns the window over to it. */
export async function loadWords(locale: string): Promise<void> {
  const parts = Object.entries(files).filter(([path]) => path.includes(`/locales/${locale}/`));
  const loaded = await Promise.all(parts.map(([, load]) => load()));
  document.documentElement.lang = locale;
  useWords.setState({ locale, catalogue: Object.assign({}, ...loaded) as Catalogue });
}

/** The words of a key in the interface language with its placeholders filled (ICU message syntax). */
export function say(key: string, values: Values = {}): string {
  const { locale, catalogue } = useWords.getState();
  return fillWords(catalogue[key] ?? key, { values, locale, say });
}

/** `say` for a component: it is drawn again when the language changes. */
export function useSay(): typeof say {
  useWords((state) => state.catalogue);
  return say;
}

/** An error in plain words: what happened, what is safe, what to do. */
export function sayError(thrown: unknown): string {
  const { code, data } = toWireError(thrown);
  return say(`error.${code}`, data);
}
