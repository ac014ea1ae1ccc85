import { z } from 'zod';

const flag = z.boolean().nullish();
const count = z.number().nullish();

/** A key list; old files hold one string with commas. */
const keyList = z
  .union([z.array(z.string()), z.string().transform((keys) => keys.split(','))])
  .nullish()
  .transform((keys) => (keys ?? []).map((key) => key.trim()).filter((key) => key !== ''));

/** An entry of a SillyTavern world info file; what it leaves out has SillyTavern's own default. */
export const WorldInfoEntry = z.looseObject({
  uid: z.union([z.number(), z.string()]).nullish(),
  key: keyList,
  keysecondary: keyList,
  comment: z.string().nullish(),
  content: z.string().nullish(),
  constant: flag,
  selective: flag,
  selectiveLogic: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).nullish(),
  order: count,
  disable: flag,
  probability: count,
  useProbability: flag,
  scanDepth: count,
  caseSensitive: flag,
  vectorized: flag,
  sticky: count,
  cooldown: count,
  delay: count,
  group: z.string().nullish(),
  excludeRecursion: flag,
  preventRecursion: flag,
});
export type WorldInfoEntry = z.infer<typeof WorldInfoEntry>;

/** An entry of a character book (character card V2 and V3, and the standalone V3 lorebook). */
export const CharacterBookEntry = z.looseObject({
  keys: keyList,
  secondary_keys: keyList,
  content: z.string().nullish(),
  name: z.string().nullish(),
  comment: z.string().nullish(),
  enabled: flag,
  constant: flag,
  selective: flag,
  use_regex: flag,
  case_sensitive: flag,
  insertion_order: count,
  priority: count,
  extensions: z
    .looseObject({
      selectiveLogic: z.number().nullish(),
      probability: count,
      useProbability: flag,
      scan_depth: count,
      sticky: count,
      cooldown: count,
      delay: count,
    })
    .nullish(),
});
export type CharacterBookEntry = z.infer<typeof CharacterBookEntry>;

/** A character book's entry under the names of world info, as SillyTavern itself converts them. */
export function toWorldInfo(entry: CharacterBookEntry): WorldInfoEntry {
  const extensions = entry.extensions ?? {};
  const keys = (list: readonly string[]): string[] =>
    entry.use_regex === true
      ? list.map((key) => (/^\/.+\/[a-z]*$/su.test(key) ? key : `/${key}/`))
      : [...list];
  return {
    key: keys(entry.keys),
    keysecondary: keys(entry.secondary_keys),
    comment: entry.name ?? entry.comment ?? '',
    content: entry.content ?? '',
    constant: entry.constant,
    selective: entry.selective,
    selectiveLogic: WorldInfoEntry.shape.selectiveLogic.catch(0).parse(extensions.selectiveLogic),
    order: entry.priority ?? entry.insertion_order,
    disable: entry.enabled === false,
    caseSensitive: entry.case_sensitive,
    probability: extensions.probability,
    useProbability: extensions.useProbability,
    scanDepth: extensions.scan_depth,
    sticky: extensions.sticky,
    cooldown: extensions.cooldown,
    delay: extensions.delay,
  };
}
