/** Languages offered for a novel; any other tag can be typed. */
export const offeredLanguages = [
  'en',
  'en-GB',
  'id',
  'ar',
  'de',
  'es',
  'fr',
  'hi',
  'it',
  'ja',
  'jv',
  'ko',
  'ms',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ru',
  'su',
  'sv',
  'ta',
  'th',
  'tl',
  'tr',
  'uk',
  'vi',
  'zh-Hans',
  'zh-Hant',
] as const;

/** A language by its name in the interface's language, with its first letter large; the tag itself where it has none. */
export function languageName(tag: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return tag;
  }
}

/** The offered languages and the given one, by name. */
export function languageChoices(
  locale: string,
  current: string,
): readonly { readonly id: string; readonly label: string }[] {
  return [...new Set([current, ...offeredLanguages])]
    .map((id) => ({ id, label: languageName(id, locale) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}
