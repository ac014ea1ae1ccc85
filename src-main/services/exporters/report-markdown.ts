import type { ContextReceipt } from '../../../src-shared/domain/context.ts';
import type { Patch } from '../../../src-shared/domain/patch.ts';
import type { Finding } from '../../../src-shared/domain/qa.ts';
import { notEvaluated, type JobReport } from '../../../src-shared/domain/report.ts';
import { say } from '../words.ts';

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const cell = (text: string | number) => String(text).replace(/\s+/gu, ' ').replaceAll('|', '\\|');
const clip = (text: string, length: number) =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return '*None.*';
  const line = (cells: readonly (string | number)[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A job's report as Markdown, for people: how it ended first, then the evidence. */
export function reportToMarkdown(report: JobReport): string {
  return [
    `# Report: ${report.novel.title}, chapter ${report.chapter.number}, “${report.chapter.title}”`,
    outcome(report),
    '## Scores by layer and round',
    scores(report),
    '## Beats',
    plan(report),
    report.beats
      .map(
        (beat) =>
          `${beat.number}. ${beat.happens} *(${[...beat.characters, beat.place].filter(Boolean).join(', ')}; about ${beat.words} words)*`,
      )
      .join('\n') || '*None.*',
    '## Findings and patches',
    findings(report),
    '## Revisions',
    revisions(report),
    '## Exams',
    exams(report),
    '## What went into the prompts',
    ...report.receipts.map(receipt),
    '## Time and tokens',
    costs(report),
    '',
  ].join('\n\n');
}

function outcome(report: JobReport): string {
  const missing = notEvaluated(report);
  return [
    `- Ended as **${report.job.state}** after ${seconds(report.timings.totalMs)}, ${report.words} words, ${report.reviews.length} review(s).`,
    `- Not evaluated: ${missing.length === 0 ? 'nothing' : missing.map(({ layer, reason }) => `${layer} (${reason ? say(reason) : 'nothing judged it'})`).join('; ')}.`,
    `- Models: ${report.models.map(({ role, model }) => `${role}: ${model}`).join('; ')}.`,
    `- Job ${report.job.id}, ${report.job.recipe}, attempt ${report.job.attempts}.`,
  ].join('\n');
}

function scores(report: JobReport): string {
  return table(
    ['round', 'text', 'layer', 'score', 'judged by', 'findings', 'patches'],
    report.reviews.flatMap(({ round, text, layers }) =>
      layers.map(({ layer, score, evaluation, findings: found, patches }) => [
        round,
        text || 'the draft',
        layer,
        score === null ? 'not evaluated' : score.toFixed(0),
        [
          evaluation.rules ? 'rules' : '',
          evaluation.model ?? '',
          evaluation.reason ? `(${say(evaluation.reason)})` : '',
        ]
          .filter(Boolean)
          .join(' '),
        found.length,
        patches.length,
      ]),
    ),
  );
}

function findings(report: JobReport): string {
  const rows = report.reviews.flatMap(({ round, layers }) =>
    layers.flatMap((layer) =>
      layer.findings.map((finding) => [
        round,
        finding.rule,
        finding.severity,
        words(finding),
        finding.anchor ? `“${clip(finding.anchor.quote, 120)}”` : 'the whole text',
        finding.evidence.map(({ title, quote }) => `${title}: “${clip(quote, 80)}”`).join('; '),
        layer.patches
          .filter(({ findingId }) => findingId === finding.id)
          .map(patchWords)
          .join('; '),
      ]),
    ),
  );
  return table(['round', 'rule', 'severity', 'what', 'where', 'evidence', 'patch'], rows);
}

const words = (finding: Finding) =>
  [say(`finding.${finding.rule}`, finding.values), finding.note ?? ''].filter(Boolean).join(' — ');

function patchWords({ change, state, origin }: Patch): string {
  const text =
    change.kind === 'delete'
      ? 'delete'
      : `${change.kind} “${clip(change.content.map((part) => (part.type === 'text' ? part.text : ' ')).join(''), 100)}”`;
  return `${text} (${origin}, ${state})`;
}

function plan({ plan: made }: JobReport): string {
  if (made === null) return '*This job planned nothing.*';
  return made.by === 'model'
    ? 'Planned by the director’s model.'
    : `The brief’s own parts, because the director’s model did not plan them (${made.reason ?? 'no reason given'}).`;
}

function revisions(report: JobReport): string {
  return table(
    ['round', 'paragraph', 'why not'],
    report.revisions.map(({ round, state, reason }) => [round, state, reason ?? '']),
  );
}

function exams(report: JobReport): string {
  return table(
    ['model', 'layer', 'planted faults found', 'clean sentences accused', 'may review'],
    report.exams.map((exam) => [
      exam.model,
      exam.layer,
      `${exam.found} of ${exam.planted}`,
      `${exam.accused} of ${exam.clean}`,
      exam.passed ? 'yes' : 'no',
    ]),
  );
}

function receipt(receipt: ContextReceipt, at: number): string {
  return [
    `### Prompt ${at + 1}`,
    `${receipt.model}: window ${receipt.contextTokens} tokens, ${receipt.answerTokens} kept for the answer, ${receipt.instructionTokens} for the instructions.`,
    table(
      ['layer', 'budget', 'used', 'cut'],
      receipt.layers.map(({ layer, budget, used, cut }) => [layer, budget, used, cut]),
    ),
    table(
      ['layer', 'what', 'why', 'priority', 'tokens', 'of', 'state'],
      receipt.items.map((item) => [
        item.layer,
        item.title,
        say(item.reason, item.values),
        item.priority,
        item.tokens,
        item.fullTokens,
        item.state,
      ]),
    ),
  ].join('\n\n');
}

function costs({ timings, tokens }: JobReport): string {
  const unknown = 'not told';
  return [
    `- ${tokens.calls} model calls: ${tokens.input ?? unknown} tokens read, ${tokens.output ?? unknown} written${tokens.perSecond === null ? '' : ` at ${tokens.perSecond.toFixed(0)} tokens/s`}. They ran on this machine unless a model above names a host.`,
    `- ${seconds(timings.totalMs)} in all: ${seconds(timings.startMs)} to start the worker and load the model, ${seconds(timings.modelMs)} in the model.`,
    '',
    table(
      ['step', 'time', 'in the model'],
      timings.steps.map(({ key, ms, modelMs }) => [key, seconds(ms), seconds(modelMs)]),
    ),
  ].join('\n');
}
