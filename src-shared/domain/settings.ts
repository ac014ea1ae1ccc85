import { z } from 'zod';

/** The languages the interface speaks. */
export const locales = ['en', 'id'] as const;
export const Locale = z.enum(locales);
export type Locale = z.infer<typeof Locale>;

/** The prose faces that come with the app. */
export const bundledFaces = ['literata', 'source-serif-4', 'eb-garamond'] as const;
export const BundledFace = z.enum(bundledFaces);
export type BundledFace = z.infer<typeof BundledFace>;

export const smallestProse = 15;
export const largestProse = 28;

/** What the writer chose for the whole app. What they never touched, and what is no longer understood, is the default. */
export const AppSettings = z.object({
  locale: Locale.catch('en'),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  proseFace: BundledFace.catch('literata'),
  proseFamily: z.string().max(80).catch(''), // a family installed on this machine; '' uses proseFace
  proseSize: z.number().min(smallestProse).max(largestProse).catch(19), // px
  modelFeatures: z.boolean().catch(true), // false hides every feature that needs a language model
  smartTypography: z.boolean().catch(true), // quotes, dashes and ellipsis as one types
  spelling: z.boolean().catch(true),
  grammar: z.boolean().catch(true),
});
export type AppSettings = z.infer<typeof AppSettings>;

/** Settings as they are before the writer touched any. */
export const usualSettings: AppSettings = AppSettings.parse({});

/** Some settings to change; the rest stay. Unlike what was kept, what is sent has to be right. */
export const SettingsChange = z
  .strictObject({
    locale: Locale,
    theme: z.enum(['system', 'light', 'dark']),
    proseFace: BundledFace,
    proseFamily: z.string().trim().max(80),
    proseSize: z.number().min(smallestProse).max(largestProse),
    modelFeatures: z.boolean(),
    smartTypography: z.boolean(),
    spelling: z.boolean(),
    grammar: z.boolean(),
  })
  .partial();
export type SettingsChange = z.infer<typeof SettingsChange>;

/** The interface language for a machine that prefers these, best first: "id-ID" is Indonesian, unknown ones English. */
export function localeFor(preferred: readonly string[]): Locale {
  for (const tag of preferred) {
    const [language = ''] = tag.toLowerCase().split(/[-_.]/);
    const known = locales.find((locale) => locale === (language === 'in' ? 'id' : language)); // "in" is the old code
    if (known) return known;
  }
  return 'en';
}
