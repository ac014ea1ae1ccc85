import { inlineFromMarkdown } from '../importers/inline-markdown.ts';
import type { Inline } from '../../../src-shared/domain/prose.ts';
import { joinEqualMarks } from '../inline-runs.ts';

/**
 * A paragraph's content in Markdown that reads back as the same content: with asterisks, or with HTML's tags where
 * asterisks cannot stand ("*no*thing" can, `"*"no"*thing` cannot). White space at the ends of the paragraph goes.
 */
export function inlineToMarkdown(content: readonly Inline[]): string {
  const trimmed = trimEnds(joinEqualMarks(content));
  const withAsterisks = render(trimmed, asterisks);
  if (isSame(inlineFromMarkdown(withAsterisks), trimmed)) return withAsterisks;
  return render(trimmed, tags);
}

interface Marks {
  readonly italic: readonly [string, string];
  readonly bold: readonly [string, string];
}

const asterisks: Marks = { italic: ['*', '*'], bold: ['**', '**'] };
const tags: Marks = { italic: ['<em>', '</em>'], bold: ['<strong>', '</strong>'] };

type MarkName = keyof Marks;

/** Opens and closes marks as they begin and end, bold outside italic, so that a mark is one span where it can be. */
function render(content: readonly Inline[], marks: Marks): string {
  let open: readonly MarkName[] = [];
  let out = '';
  const change = (next: readonly MarkName[]): void => {
    const kept = open.findIndex((name, at) => name !== next[at]);
    const common = kept === -1 ? open.length : kept;
    for (const name of open.slice(common).toReversed()) out += marks[name][1];
    for (const name of next.slice(common)) out += marks[name][0];
    open = next;
  };
  for (const part of content) {
    if (part.type === 'hardBreak') {
      out += '\\\n';
      continue;
    }
    const names = (part.marks ?? []).map(({ type }) => type);
    change((['bold', 'italic'] as const).filter((name) => names.includes(name)));
    out += escapeMarkdown(part.text);
  }
  change([]);
  return escapeLineStarts(out);
}

/** Characters that would be read as Markdown. An apostrophe, a dash or a dot inside a line is left alone. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>~]|&(?=#?\w+;)/gu, String.raw`\$&`);
}

/** What opens a block at the start of a line: headings, lists, rules ("1984. It was" is no list). */
function escapeLineStarts(text: string): string {
  return text.replace(/^([#+=-])/gmu, String.raw`\$1`).replace(/^(\d{1,9})([.)])/gmu, String.raw`$1\$2`);
}

function trimEnds(content: readonly Inline[]): readonly Inline[] {
  const trimmed = [...content];
  while (trimmed[0] && isBlank(trimmed[0])) trimmed.shift();
  while (trimmed.at(-1) && isBlank(trimmed.at(-1)!)) trimmed.pop();
  return trimmed.map((part, at) => {
    if (part.type === 'hardBreak') return part;
    const start = at === 0 ? part.text.trimStart() : part.text;
    return { ...part, text: at === trimmed.length - 1 ? start.trimEnd() : start };
  });
}

const isBlank = (part: Inline): boolean => part.type === 'hardBreak' || part.text.trim() === '';
const isSame = (one: readonly Inline[], other: readonly Inline[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
