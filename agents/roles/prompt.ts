import type { PromptMessage, PromptPart } from '../../src-shared/domain/job.ts';
import { AppError } from '../../src-shared/errors.ts';

/**
 * A prompt as its Markdown file has it: the first section is the system's message, an `# Answer` the model's in a worked
 * example, all others the user's.
 */
export interface PromptTemplate {
  readonly sections: readonly { readonly name: string; readonly text: string }[];
}

/** Where a prompt's words come from, for a message that a writer can act on. */
export interface PromptSource {
  readonly file: string;
  /** The line of `file` where the text begins, from 1. */
  readonly line?: number;
  /** The placeholders the text must have; no others are known. */
  readonly placeholders: readonly string[];
}

const heading = /^#\s+(\S.*)$/;
const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Reads a prompt: sections under `# Name` headings with `{{placeholders}}`. Throws DECLARATION_INVALID, naming file
 * and line, for text before the first heading, an unknown placeholder, or a known one that is missing.
 */
export function parsePrompt(
  markdown: string,
  { file, line = 1, placeholders }: PromptSource,
): PromptTemplate {
  const sections: { name: string; lines: string[] }[] = [];
  const seen = new Set<string>();
  const refuse = (at: number, reason: string) =>
    new AppError('DECLARATION_INVALID', { file, line: line + at, reason });
  markdown.split(/\r?\n/).forEach((text, at) => {
    const name = heading.exec(text)?.[1]?.trim();
    if (name !== undefined) return void sections.push({ name: name.toLowerCase(), lines: [] });
    const section = sections.at(-1);
    if (!section && text.trim() !== '')
      throw refuse(at, 'a prompt begins with a heading such as "# Instructions"');
    for (const [, found = ''] of text.matchAll(placeholder)) {
      if (!placeholders.includes(found))
        throw refuse(at, `{{${found}}} is unknown here; known are ${listed(placeholders)}`);
      seen.add(found);
    }
    section?.lines.push(text);
  });
  const missing = placeholders.filter((name) => !seen.has(name));
  if (missing.length > 0) throw refuse(0, `the prompt lacks ${listed(missing)}`);
  return { sections: sections.map(({ name, lines }) => ({ name, text: lines.join('\n').trim() })) };
}

const listed = (names: readonly string[]) => names.map((name) => `{{${name}}}`).join(', ');

/** The messages of a prompt with its placeholders filled. A section whose placeholders are all empty is left out. */
export function fillPrompt(
  { sections }: PromptTemplate,
  values: Readonly<Record<string, string>>,
): PromptMessage[] {
  const fill = (text: string) =>
    text
      .replace(placeholder, (_, name: string) => values[name] ?? '')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  const isEmpty = (text: string) => {
    const names = [...text.matchAll(placeholder)].map(([, name = '']) => name);
    return names.length > 0 && names.every((name) => (values[name] ?? '').trim() === '');
  };
  const [system, ...turns] = sections
    .filter(({ text }) => !isEmpty(text))
    .map(({ name, text }): PromptPart => ({ name, text: fill(text) }));
  return system ? [{ role: 'system', parts: [system] }, ...messagesOf(turns)] : [];
}

/** True where a prompt has a place for this. */
export function hasPlace({ sections }: PromptTemplate, name: string): boolean {
  return sections.some(({ text }) => [...text.matchAll(placeholder)].some(([, found]) => found === name));
}

/** Sections in turns: what follows an answer is asked anew. */
function messagesOf(parts: readonly PromptPart[]): PromptMessage[] {
  const messages: { role: 'user' | 'assistant'; parts: PromptPart[] }[] = [];
  for (const part of parts) {
    const role = part.name === 'answer' ? 'assistant' : 'user';
    const last = messages.at(-1);
    if (last?.role === role) last.parts.push(part);
    else messages.push({ role, parts: [part] });
  }
  return messages;
}
