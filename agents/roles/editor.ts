import { z } from 'zod';
import { rewordInline } from '../../src-shared/domain/inline.ts';
import { type Block, type Paragraph, paragraphsOf, textOf } from '../../src-shared/domain/prose.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import type { Finding, Review } from '../../src-shared/domain/qa.ts';
import { AppError } from '../../src-shared/errors.ts';
import { assemblePrompt } from '../context/assemble.ts';
import { candidate } from '../context/candidate.ts';
import { GatheredContext } from '../context/gathered.ts';
import { isTiny } from '../context/window.ts';
import { applyWhere, Patched } from '../crews/apply-safe-patches.ts';
import { Revision } from '../crews/outcomes.ts';
import { step, type StepTools } from '../crews/step.ts';
import { collectText } from '../model/text.ts';
import { cleanProse } from './clean-prose.ts';
import { promptOf } from './prompts.ts';
import { revisionFault } from './revision-check.ts';
import { findingWeight, ruleBurden } from './rule-burden.ts';

/** Blocks revised in one round, the worst first; the others wait for the next round or for the writer. */
const mostBlocks = 6;
/** A tiny model's revisions are mostly refused: it is asked for the worst blocks only. */
const mostBlocksOfTiny = 2;

const BlockRevision = Revision.omit({ round: true });
const Revised = Patched.extend({ revisions: z.array(BlockRevision).readonly() });

/**
 * Revises what a review names and nothing else: worded repairs go in first, then each named block is written again,
 * one call a block. A revision that changes nothing, loses a name, doubles or halves the block, or leaves the rules
 * with as much to find, is refused.
 */
export const reviseDraft = step({
  name: 'revise',
  agent: 'editor',
  input: Patched.extend({ context: GatheredContext, threshold: z.number() }),
  output: Revised,
  run: async ({ context, threshold, ...given }, tools) => {
    const { document, review } = applyWhere(given, ({ origin }) => origin === 'model');
    const names = (await tools.library.listEntries()).flatMap(({ title, aliases }) => [title, ...aliases]);
    const revisions: z.infer<typeof BlockRevision>[] = [];
    let current = document;
    let burden = await ruleBurden({ ...context, document }, tools);
    const most = isTiny(tools.model('editor')) ? mostBlocksOfTiny : mostBlocks;
    for (const { paragraph, findings } of namedBlocks(current, review, threshold).slice(0, most)) {
      const given = { paragraph, findings, document: current, context, names };
      const { text, fault } = await revise(given, tools);
      const revised = replaceText(current, paragraph, text);
      const weight = fault === null ? await ruleBurden({ ...context, document: revised }, tools) : burden;
      const reason = fault ?? (isBetter(findings, { burden, weight }) ? null : 'not-mended');
      if (reason === null) [current, burden] = [revised, weight];
      revisions.push({
        blockId: paragraph.attrs.id,
        findingIds: findings.map(({ id }) => id),
        state: reason === null ? 'revised' : 'refused',
        reason,
      });
    }
    return { document: current, review, revisions };
  },
});

/** What rules found has to weigh less than before; what a model found, rules can only see made no worse. */
const isBetter = (findings: readonly Finding[], { burden, weight }: { burden: number; weight: number }) =>
  weight < burden || (weight === burden && findings.some(({ origin }) => origin === 'model'));

interface NamedBlock {
  readonly paragraph: Paragraph;
  readonly findings: readonly Finding[];
}

/** The blocks that errors and warnings of failing layers point at and no accepted patch mended, the worst first. */
function namedBlocks(document: ProseDocument, { layers }: Review, threshold: number): NamedBlock[] {
  const mended = new Set(
    layers.flatMap(({ patches }) =>
      patches.filter(({ state }) => state === 'accepted').map((patch) => patch.findingId),
    ),
  );
  const open = layers
    .filter(({ score }) => score === null || score < threshold)
    .flatMap(({ issues }) => issues)
    .filter(({ id, severity }) => severity !== 'note' && !mended.has(id));
  const badness = ({ findings }: NamedBlock) =>
    findings.reduce((sum, { severity }) => sum + findingWeight[severity], 0);
  return paragraphsOf(document)
    .map((paragraph) => ({
      paragraph,
      findings: open.filter(({ anchor }) => anchor?.blockId === paragraph.attrs.id),
    }))
    .filter(({ findings }) => findings.length > 0)
    .sort((a, b) => badness(b) - badness(a));
}

interface Revising extends NamedBlock {
  readonly document: ProseDocument;
  readonly context: GatheredContext;
  readonly names: readonly string[]; // of the whole worldbook
}

async function revise(given: Revising, tools: StepTools): Promise<{ text: string; fault: string | null }> {
  const before = textOf(given.paragraph);
  try {
    const text = await askForRevision(given, tools);
    const { names, context } = given;
    return { text, fault: revisionFault({ before, after: text, names, language: context.language }) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'MODEL_PROMPT_TOO_LONG') throw error;
    return { text: before, fault: 'no-room' };
  }
}

async function askForRevision({ paragraph, findings, document, context }: Revising, tools: StepTools) {
  const { declarations, signal } = tools;
  const editor = tools.model('editor');
  const before = textOf(paragraph);
  const { role, goal, temperature } = declarations.agents.editor;
  const tokens = await editor.countTokens(before);
  const answerTokens = Math.min(
    declarations.tasks['revise-block'].answerTokens,
    Math.ceil(tokens * 1.5) + 24,
  );
  const around = neighbours(document, paragraph);
  const { messages } = await assemblePrompt({
    model: editor,
    template: promptOf('editor', declarations),
    values: { role, goal, paragraph: before, findings: findings.map(wordsOf).join('\n') },
    candidates: [
      ...context.candidates.filter(({ layer, title }) => layer === 'instructions' || before.includes(title)),
      ...around.map((text) =>
        candidate({
          layer: 'recent',
          priority: 'medium',
          source: { kind: 'brief' },
          title: context.title,
          reason: 'context.neighbour',
          text,
          keep: 'end',
        }),
      ),
    ],
    answerTokens,
    language: context.language,
  });
  const answer = await collectText(editor, { messages, maxTokens: answerTokens, temperature }, { signal });
  return cleanProse({
    text: answer.text,
    task: findings.map(wordsOf).join('\n'),
    before: around.join('\n\n'),
    language: context.language,
    isCutOff: answer.reason !== 'stop',
  }).replace(/\n+/gu, ' ');
}

/** The paragraphs before and after one. */
function neighbours(document: ProseDocument, paragraph: Paragraph): string[] {
  const all = paragraphsOf(document);
  const at = all.findIndex(({ attrs }) => attrs.id === paragraph.attrs.id);
  return [all[at - 1], all[at + 1]].flatMap((one) => (one ? [textOf(one)] : []));
}

/** A finding in words a model can act on: the rule's name, the place, and what was said of it. */
function wordsOf({ rule, anchor, values, note }: Finding): string {
  const name = (rule.split('.').at(-1) ?? rule).replaceAll('-', ' ');
  const about = Object.entries(values).map(([key, value]) => `${key}: ${value}`);
  return `- ${name}${anchor ? ` in "${anchor.quote}"` : ''}${about.length > 0 ? ` (${about.join(', ')})` : ''}${note ? `: ${note}` : ''}`;
}

function replaceText(document: ProseDocument, { attrs }: Paragraph, text: string): ProseDocument {
  const reword = (paragraph: Paragraph): Paragraph =>
    paragraph.attrs.id === attrs.id
      ? { ...paragraph, content: rewordInline(paragraph.content ?? [], text) }
      : paragraph;
  const content = document.content.map((block): Block => {
    if (block.type === 'paragraph') return reword(block);
    return block.type === 'quotation' ? { ...block, content: block.content.map(reword) } : block;
  });
  return { ...document, content };
}
