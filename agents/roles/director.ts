import { z } from 'zod';
import { ContextReceipt } from '../../src-shared/domain/context.ts';
import { AppError } from '../../src-shared/errors.ts';
import { countWords } from '../../src-shared/text/words.ts';
import { assemblePrompt, type AssembledPrompt } from '../context/assemble.ts';
import { type CastMember, GatheredContext } from '../context/gathered.ts';
import { Beat } from '../../src-shared/domain/beat.ts';
import { step, type StepTools } from '../crews/step.ts';
import { generateStructured } from '../model/structured.ts';
import { briefParts, groupParts } from './brief-parts.ts';
import { promptOf } from './prompts.ts';
import { coverage } from './coverage.ts';
import { partScenes } from './part-scenes.ts';

const fewest = 3;
const most = 8;
const wordsPerBeat = 80;
/** Of a part's own words at least this many must come back in the plan. */
const leastCoverage = 0.4;

/** A chapter's plan, who made it, and why not the model where it did not. */
export const Plan = z.object({
  beats: z.array(Beat).min(1).max(most).readonly(),
  origin: z.enum(['model', 'brief']),
  reason: z.string().nullable(), // why the brief's own parts became the beats
  receipt: ContextReceipt,
});
export type Plan = z.infer<typeof Plan>;

/**
 * Turns a brief into 3 to 8 beats. One structured call; a plan that leaves out what the brief asks for is refused,
 * and after one repair the brief's own parts become the beats.
 */
export const planBeats = step({
  name: 'plan',
  agent: 'director',
  input: z.object({ context: GatheredContext }),
  output: Plan,
  run: async ({ context }, { model, declarations, signal }): Promise<Plan> => {
    const director = model('director');
    const { temperature } = declarations.agents.director;
    const { answerTokens } = declarations.tasks['plan-beats'];
    const { messages, receipt } = await promptForPlan(context, { model, declarations });
    const shape = planSchema(context, partsOf(context));
    try {
      const request = { messages, schema: shape, maxTokens: answerTokens, temperature };
      const { beats } = await generateStructured(director, request, signal);
      return { beats: finished(beats, context), origin: 'model', reason: null, receipt };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'MODEL_OUTPUT_INVALID') throw error;
      const reason = String(error.data.reason ?? '');
      return { beats: planFromBrief(context), origin: 'brief', reason, receipt };
    }
  },
});

/** The prompt of a chapter's plan. Throws MODEL_PROMPT_TOO_LONG. */
export function promptForPlan(
  context: GatheredContext,
  { model, declarations }: Pick<StepTools, 'model' | 'declarations'>,
): Promise<AssembledPrompt> {
  const { role, goal } = declarations.agents.director;
  const parts = partsOf(context);
  return assemblePrompt({
    model: model('director'),
    template: promptOf('director', declarations),
    values: {
      role,
      goal,
      least: String(Math.min(fewest, parts.length)),
      most: String(parts.length),
      words: String(context.words),
      brief: parts.map((part, at) => `${at + 1}. ${part}`).join('\n'),
    },
    candidates: context.candidates.filter(({ reason }) => reason !== 'context.chapter'),
    answerTokens: declarations.tasks['plan-beats'].answerTokens,
    language: context.language,
  });
}

/** The brief's own parts as the beats. */
export function planFromBrief(context: GatheredContext): readonly Beat[] {
  return finished(
    partsOf(context).map((happens) => beatFrom(happens, context)),
    context,
  );
}

const finished = (beats: readonly Planned[], { words, scenes = [], language }: GatheredContext) =>
  partScenes(shareWords(beats, words), { plans: scenes, language });

type Planned = Omit<Beat, 'number' | 'words' | 'scene'>;

/** What has to happen, in as many parts as the chapter's length has room for. */
function partsOf(context: GatheredContext): readonly string[] {
  const parts = briefParts(context);
  const room = Math.max(1, Math.min(most, Math.floor(context.words / wordsPerBeat)));
  return groupParts(parts.length > 0 ? parts : [context.title], room);
}

function planSchema({ cast, language }: GatheredContext, parts: readonly string[]) {
  const people = titlesOf(cast, 'character');
  const places = titlesOf(cast, 'place');
  const beat = z.object({
    happens: z.string().min(10).max(400),
    characters: z.array(oneOf(people)).max(6),
    place: oneOf(places),
  });
  return z
    .object({ beats: z.array(beat).min(Math.min(fewest, parts.length)).max(parts.length) })
    .superRefine(({ beats }, refinement) => {
      const told = beats.map(({ happens }) => happens).join('\n');
      const left = parts.findIndex((part) => coverage(part, told, language) < leastCoverage);
      if (left >= 0)
        refinement.addIssue({ code: 'custom', message: `part ${left + 1} of the brief is left out` });
      if (new Set(beats.map(({ happens }) => happens)).size < beats.length)
        refinement.addIssue({ code: 'custom', message: 'the same beat stands twice' });
    });
}

const titlesOf = (cast: readonly CastMember[], kind: CastMember['kind']) =>
  cast.filter((member) => member.kind === kind).map(({ title }) => title);

const oneOf = (titles: readonly string[]): z.ZodType<string> =>
  titles.length > 0 ? z.enum([...titles, '']) : z.string().max(80);

/** A part of the brief as a beat: who and where by the names that stand in it. */
function beatFrom(happens: string, { cast }: GatheredContext): Planned {
  const named = cast.filter(({ names }) => names.some((name) => happens.includes(name)));
  return { happens, characters: titlesOf(named, 'character'), place: titlesOf(named, 'place')[0] ?? '' };
}

/** Shares a chapter's words out: every beat its part, longer ones up to half as much again. */
function shareWords(beats: readonly Planned[], words: number): Beat[] {
  const mean = words / beats.length;
  const sizes = beats.map(({ happens }) => countWords(happens, 'en'));
  const middle = sizes.reduce((sum, size) => sum + size, 0) / beats.length || 1;
  const raw = sizes.map((size) => mean * Math.min(1.5, Math.max(0.75, size / middle)));
  const scale = words / raw.reduce((sum, size) => sum + size, 0);
  return beats.map((beat, at) => ({ ...beat, number: at + 1, words: Math.round((raw[at] ?? mean) * scale) }));
}
