import type { Rule } from '../../layer.ts';

const pairs: Readonly<Record<string, string>> = {
  ')': '(',
  ']': '[',
  '}': '{',
  '\uff09': '\uff08',
  '\u3011': '\u3010',
};

/** A bracket without its other half in the same paragraph. */
export const unbalancedBrackets: Rule = {
  id: 'technical.unbalanced-brackets',
  languages: 'all',
  find: (text) =>
    text.paragraphs.flatMap(({ text: words, blockId }) =>
      loneBrackets(words).map((start) => ({
        severity: 'warning' as const,
        place: { blockId, start, end: start + 1 },
        values: { bracket: words[start] ?? '' },
      })),
    ),
};

function loneBrackets(text: string): number[] {
  const open: number[] = [];
  const lone: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const mark = text[at] ?? '';
    if (Object.values(pairs).includes(mark)) open.push(at);
    else if (mark in pairs && !isListMark(text, at)) {
      if (text[open.at(-1) ?? -1] === pairs[mark]) open.pop();
      else lone.push(at);
    }
  }
  return [...open, ...lone];
}

/** "1)" and "a)" number a list, and ":)" smiles. */
function isListMark(text: string, at: number): boolean {
  return text[at] === ')' && /(?:^|\s)(?:\d+|\p{L}|[:;]-?)$/u.test(text.slice(0, at));
}
