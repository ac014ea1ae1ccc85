import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { type Role, roles } from '../src-shared/domain/model.ts';
import { AgentsFile, DeclarationOverrides, type Declarations, TasksFile } from './declarations.ts';
import { parsePrompt } from './roles/prompt.ts';
import { placeholdersOf } from './roles/prompts.ts';
import { checkYaml, readYaml, type YamlSource, type YamlValue } from './yaml-source.ts';

/** Read instead of the files beside this one. */
export interface DeclarationFiles {
  readonly agents?: YamlSource;
  readonly tasks?: YamlSource;
}

/**
 * Reads agents.yaml and tasks.yaml, lays a novel's `DeclarationOverrides` (a value, or its YAML text; null for none)
 * over them and checks every prompt that replaces a file.
 * Throws DECLARATION_INVALID with the file, the line and the fault in plain words.
 */
export function loadDeclarations(overrides: unknown = null, files: DeclarationFiles = {}): Declarations {
  const agentsYaml = readYaml(files.agents ?? ownFile('agents.yaml'));
  const tasksYaml = readYaml(files.tasks ?? ownFile('tasks.yaml'));
  const base = { agents: checkYaml(agentsYaml, AgentsFile), tasks: checkYaml(tasksYaml, TasksFile) };
  checkPrompts(agentsYaml, base.agents, []);
  if (overrides === null) return base;
  const text = typeof overrides === 'string' ? overrides : stringify(overrides);
  const yaml = readYaml({ file: "the novel's own crew", text });
  const changes = checkYaml(yaml, DeclarationOverrides);
  checkPrompts(yaml, changes.agents ?? {}, ['agents']);
  return { agents: laidOver(base.agents, changes.agents), tasks: laidOver(base.tasks, changes.tasks) };
}

function ownFile(name: string): YamlSource {
  return { file: `agents/${name}`, text: readFileSync(new URL(name, import.meta.url), 'utf8') };
}

type Changes<Of> = { readonly [Name in keyof Of]?: Partial<Of[Name]> | undefined };

function laidOver<Of extends Readonly<Record<string, object>>>(base: Of, changes: Changes<Of> = {}): Of {
  const merged = Object.entries(base).map(([name, value]) => [name, { ...value, ...defined(changes[name]) }]);
  return Object.fromEntries(merged) as Of;
}

const defined = (change: object | undefined) =>
  Object.fromEntries(Object.entries(change ?? {}).filter(([, value]) => value !== undefined));

/** Every prompt given in place of a file has that file's placeholders. */
function checkPrompts(
  yaml: YamlValue,
  agents: { readonly [Name in Role]?: { readonly prompt?: string | null | undefined } | undefined },
  path: readonly string[],
): void {
  for (const role of roles) {
    const prompt = agents[role]?.prompt;
    if (typeof prompt !== 'string') continue;
    const line = yaml.lineOf([...path, role, 'prompt']);
    const placeholders = placeholdersOf(role);
    if (placeholders) parsePrompt(prompt, { file: yaml.file, line: line + 1, placeholders });
  }
}
