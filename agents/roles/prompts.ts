import { readFileSync } from 'node:fs';
import type { Role } from '../../src-shared/domain/model.ts';
import type { Declarations } from '../declarations.ts';
import { parsePrompt, type PromptTemplate } from './prompt.ts';

/** The placeholders each prompt has to have, by its file's name: a role's, or a role's for another way of working. */
export const promptPlaceholders = {
  'writer-in-portions': ['role', 'characters', 'recent', 'sentence'],
  director: ['role', 'goal', 'style', 'plot', 'characters', 'recent', 'least', 'most', 'words', 'brief'],
  writer: ['role', 'goal', 'style', 'plot', 'characters', 'recent', 'words', 'tone', 'cast', 'happens'],
  'continue-passage': ['role', 'goal', 'style', 'plot', 'characters', 'recent', 'words', 'wish'],
  'rewrite-passage': ['role', 'goal', 'style', 'characters', 'recent', 'passage', 'wish'],
  'expand-passage': ['role', 'goal', 'style', 'characters', 'recent', 'passage', 'words', 'wish'],
  'reword-sentence': ['role', 'wish', 'sentence'],
  editor: ['role', 'goal', 'style', 'characters', 'recent', 'findings', 'paragraph'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A prompt whose words stand in a Markdown file beside the roles. */
export type PromptName = keyof typeof promptPlaceholders;

/** The placeholders a role's prompt has to have; null for a role whose prompt is not a file here. */
export function placeholdersOf(role: Role): readonly string[] | null {
  return (promptPlaceholders as Readonly<Record<string, readonly string[] | undefined>>)[role] ?? null;
}

const read = (name: PromptName): PromptTemplate =>
  parsePrompt(readFileSync(new URL(`${name}.md`, import.meta.url), 'utf8'), {
    file: `agents/roles/${name}.md`,
    placeholders: promptPlaceholders[name],
  });

/** The prompts beside the roles, read and checked when the program starts. */
const own: Readonly<Record<PromptName, PromptTemplate>> = {
  director: read('director'),
  writer: read('writer'),
  'writer-in-portions': read('writer-in-portions'),
  editor: read('editor'),
  'continue-passage': read('continue-passage'),
  'rewrite-passage': read('rewrite-passage'),
  'expand-passage': read('expand-passage'),
  'reword-sentence': read('reword-sentence'),
};

const ofRole = { director: 'director', writer: 'writer', editor: 'editor' } as const;

/** A prompt's words: the novel's own where its declarations replace the file of that role. */
export function promptOf(name: PromptName, declarations: Declarations): PromptTemplate {
  const prompt = isOfRole(name) ? declarations.agents[name].prompt : null;
  return prompt === null
    ? own[name]
    : parsePrompt(prompt, { file: `${name}: prompt`, placeholders: promptPlaceholders[name] });
}

const isOfRole = (name: PromptName): name is keyof typeof ofRole => name in ofRole;
