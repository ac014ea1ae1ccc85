import { z } from 'zod';
import type { AnchorTarget } from '../../src-shared/domain/anchor.ts';
import { applyPatches } from '../../src-shared/domain/apply-patches.ts';
import { ChapterBrief } from '../../src-shared/domain/job.ts';
import { LoreContent, type LoreEntry } from '../../src-shared/domain/lore.ts';
import { Severity } from '../../src-shared/domain/qa.ts';
import type { RuleContext } from '../../agents/qa/layer.ts';
import { runRules } from '../../agents/qa/run-rules.ts';
import { ruleLayers } from '../../agents/qa/layers/rules.ts';
import { readText, type ReviewText } from '../../agents/qa/text/review-text.ts';
import { readProse, writeProse, type Notation } from './prose-notation.ts';

const Entry = LoreContent.partial().extend({ title: z.string() });
const Beat = z.strictObject({
  happens: z.string().default(''),
  characters: z.array(z.string()).default([]),
  place: z.string().default(''),
});
const Prose = z.union([z.string(), z.array(z.string()), z.record(z.string(), z.any())]);

/** A case of one rule: text, what is known, and the quotes it accuses (null: the whole text), none where it is clean. */
export const RuleCase = z.strictObject({
  name: z.string(),
  text: Prose,
  repeat: z.int().default(1), // the text so many times over, for rules that count
  language: z.string().default('en'),
  style: z.string().default(''),
  summary: z.string().default(''),
  pov: z.string().nullable().default(null),
  brief: ChapterBrief.nullable().default(null),
  beats: z.array(Beat).default([]),
  entries: z.array(Entry).default([]),
  previous: z.array(z.strictObject({ title: z.string(), text: Prose })).default([]),
  unknownWords: z.array(z.string()).nullable().default(null), // what the checker takes for no word; null: no checker
  faults: z.array(z.any()).nullable().default(null), // of the first paragraph, as the checker gives them
  accused: z.array(z.string().nullable()),
  severity: Severity.optional(),
  evidence: z.string().optional(), // the first finding's first quote
  mended: z.any().optional(), // the text with the rule's safe patches applied
  proposed: z.any().optional(), // the same with all its patches
});
export type RuleCase = z.input<typeof RuleCase>;

const target: AnchorTarget = { kind: 'draft', draftId: uuid(1) } as AnchorTarget;

/** What a rule makes of its case: accused quotes, evidence, and the text after its safe patches and after all of them. */
export function runCase(ruleId: string, given: z.output<typeof RuleCase>) {
  const layer = Object.values(ruleLayers).find(({ rules }) => rules.some(({ id }) => id === ruleId));
  const rules = layer?.rules.filter(({ id }) => id === ruleId) ?? [];
  if (layer === undefined || rules.length === 0) throw new Error(`no rule ${ruleId}`);
  const text = textOfCase(given.text, given.language, given.repeat);
  const context = contextOf(given, text);
  let made = 0;
  const results = runRules(
    { ...layer, rules },
    { text, context },
    { waivers: [], newId: () => uuid(++made) },
  );
  const applied = (isAll: boolean) =>
    writeProse(
      applyPatches(
        text.document,
        results.patches.filter(({ isSafe }) => isAll || isSafe),
      ).document,
    );
  return { ...results, safely: applied(false), fully: applied(true) };
}

/** Prose in the notation of a case: one paragraph, a list of them, or blocks by id. */
export function notationOf(prose: z.output<typeof Prose>, repeat = 1): Notation {
  if (typeof prose === 'object' && !Array.isArray(prose)) return prose;
  const paragraphs = typeof prose === 'string' ? [prose] : prose;
  return Object.fromEntries(
    Array.from({ length: repeat }, () => paragraphs)
      .flat()
      .map((paragraph, at) => [`p${at + 1}`, paragraph]),
  );
}

function textOfCase(prose: z.output<typeof Prose>, language: string, repeat = 1): ReviewText {
  const notation = notationOf(prose, repeat);
  return readText(readProse(notation).document, target, language);
}

function contextOf(given: z.output<typeof RuleCase>, text: ReviewText): RuleContext {
  const { language, style, summary, pov, brief } = given;
  return {
    language,
    style,
    summary,
    pov,
    brief,
    beats: given.beats.map((beat, at) => ({ ...beat, number: at + 1, words: 200 })),
    entries: given.entries.map((entry, at) => entryOf(entry, at)),
    previous: given.previous.map((scene, at) => ({
      sceneId: uuid(100 + at) as RuleContext['previous'][number]['sceneId'],
      title: scene.title,
      text: textOfCase(scene.text, language),
    })),
    grammar: grammarOf(given, text),
  };
}

function grammarOf(
  { unknownWords, faults }: z.output<typeof RuleCase>,
  text: ReviewText,
): RuleContext['grammar'] {
  if (unknownWords === null && faults === null) return null;
  return text.paragraphs.map(({ sentences }, at) => [
    ...(at === 0 ? (faults ?? []) : []),
    ...sentences
      .flatMap(({ words }) => words)
      .filter((word) => unknownWords?.includes(word.text))
      .map(({ start, end }) => ({ start, end, kind: 'Spelling', message: '', suggestions: [] })),
  ]);
}

/** A worldbook entry with the fields a case names. */
export function entryOf(given: z.output<typeof Entry>, at: number): LoreEntry {
  return {
    kind: 'character',
    aliases: [],
    keys: [],
    secondaryKeys: [],
    secondaryLogic: 'and-any',
    inclusion: 'mentioned',
    priority: 100,
    tokenCap: null,
    body: '',
    attributes: {},
    relations: [],
    progressions: [],
    source: null,
    raw: null,
    ...given,
    id: uuid(200 + at) as LoreEntry['id'],
    revision: 1,
    changedBy: 'writer',
    createdAt: 0,
    updatedAt: 0,
  };
}

function uuid(number: number): string {
  return `019a0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}
