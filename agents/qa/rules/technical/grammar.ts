import { rewordInline } from '../../../../src-shared/domain/inline.ts';
import { contentAt } from '../../../../src-shared/domain/apply-patch.ts';
import type { Severity } from '../../../../src-shared/domain/qa.ts';
import type { GrammarFault } from '../../../library.ts';
import type { Rule, RuleFinding } from '../../layer.ts';
import type { ReviewParagraph } from '../../text/review-text.ts';

/** What the checker calls plain mistakes; the rest is taste. */
const severities: Readonly<Record<string, Severity>> = {
  Agreement: 'warning',
  Grammar: 'warning',
  Spelling: 'warning',
  Typo: 'warning',
  Malapropism: 'warning',
  Eggcorn: 'warning',
  Nonstandard: 'note',
  WordChoice: 'note',
  Usage: 'note',
  Punctuation: 'note',
  Capitalization: 'note',
  Miscellaneous: 'note',
};
/** Kinds whose only suggestion is surely right. */
const sure = new Set(['Agreement', 'Typo', 'Eggcorn', 'Malapropism', 'Miscellaneous']);

/** What the offline grammar checker found. Capitalised words it does not know are names, and speech may break rules of taste. */
export const grammar: Rule = {
  id: 'technical.grammar',
  languages: ['en'],
  find: (text, context) =>
    (context.grammar ?? []).flatMap((faults, at) => {
      const paragraph = text.paragraphs[at];
      return paragraph === undefined
        ? []
        : faults.filter((fault) => isFault(fault, paragraph)).map((fault) => toFinding(fault, paragraph));
    }),
};

function isFault(
  { kind, start, end }: GrammarFault,
  { text, dialogue, isQuotation }: ReviewParagraph,
): boolean {
  const severity = severities[kind];
  if (severity === undefined || isQuotation) return false;
  if (kind === 'Spelling' && /^\p{Lu}|^\p{L}{1,2}\.?$/u.test(text.slice(start, end))) return false;
  return severity === 'warning' || !dialogue.some((span) => start >= span.start && start < span.end);
}

function toFinding(fault: GrammarFault, { block, blockId, text }: ReviewParagraph): RuleFinding {
  const { start, end, kind, message, suggestions } = fault;
  const [best] = suggestions;
  const wrong = text.slice(start, end);
  const finding: RuleFinding = {
    severity: severities[kind] ?? 'note',
    place: { blockId, start, end },
    values: { kind, words: wrong },
    note: message,
  };
  if (best === undefined || best === wrong) return finding;
  const content = rewordInline(contentAt(block, { start, end }), best);
  return {
    ...finding,
    fix: {
      change: content.length === 0 ? { kind: 'delete' } : { kind: 'replace', content },
      isSafe: suggestions.length === 1 && sure.has(kind),
    },
  };
}
