import { readFileSync } from 'node:fs';
import type { Role } from '../../src-shared/domain/model.ts';
import type { Declarations } from '../declarations.ts';
import { parsePrompt, type PromptTemplate } from './prompt.ts';

/** The placeholders each prompt has to have, by the role whose file it is. */
export const promptPlaceholders = {
  director: ['role', 'goal', 'style', 'plot', 'characters', 'recent', 'least', 'most', 'words', 'brief'],
  writer: ['role', 'goal', 'style', 'plot', 'characters', 'recent', 'words', 'tone', 'cast', 'happens'],
  editor: ['role', 'goal', 'style', 'characters', 'recent', 'findings', 'paragraph'],
} as const satisfies Partial<Record<Role, readonly string[]>>;

/** A role whose words stand in a Markdown file beside it. */
export type PromptedRole = keyof typeof promptPlaceholders;

/** The placeholders a role's prompt has to have; null for a role whose prompt is not a file here. */
export function placeholdersOf(role: Role): readonly string[] | null {
  return (promptPlaceholders as Partial<Record<Role, readonly string[]>>)[role] ?? null;
}

const read = (role: PromptedRole): PromptTemplate =>
  parsePrompt(readFileSync(new URL(`${role}.md`, import.meta.url), 'utf8'), {
    file: `agents/roles/${role}.md`,
    placeholders: promptPlaceholders[role],
  });

/** The prompts beside the roles, read and checked when the program starts. */
const own: Readonly<Record<PromptedRole, PromptTemplate>> = {
  director: read('director'),
  writer: read('writer'),
  editor: read('editor'),
};

/** A role's prompt: the novel's own where its declarations replace it. */
export function promptOf(role: PromptedRole, declarations: Declarations): PromptTemplate {
  const { prompt } = declarations.agents[role];
  return prompt === null
    ? own[role]
    : parsePrompt(prompt, { file: `${role}: prompt`, placeholders: promptPlaceholders[role] });
}
