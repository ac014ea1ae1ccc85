/** What works in English only: the grammar check, the search by meaning, and the model that comes with the app. */
export const englishFeatures = ['grammar', 'meaning', 'practice-model'] as const;
export type EnglishFeature = (typeof englishFeatures)[number];

/** True where such a feature serves a novel in this language; elsewhere it says so in place of a poor answer. */
export function servesLanguage(_feature: EnglishFeature, language: string): boolean {
  return /^en(-|$)/i.test(language);
}
