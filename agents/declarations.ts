import { z } from 'zod';
import { ModelSettings, Role, roles } from '../src-shared/domain/model.ts';

const agentFields = {
  role: z.string().min(1), // who it is: "You are ..."
  goal: z.string().min(1),
  temperature: z.number().min(0).max(2),
  prompt: z.string().nullable(), // replaces the prompt file beside the role
  model: ModelSettings.nullable(), // replaces the novel's choice
  cache: z.boolean(), // the same question may be given the answer it got before
};
/** How one agent is declared in agents.yaml. */
export const AgentDeclaration = z.strictObject({
  ...agentFields,
  prompt: agentFields.prompt.default(null),
  model: agentFields.model.default(null),
  cache: agentFields.cache.default(false),
});
export type AgentDeclaration = z.infer<typeof AgentDeclaration>;

/** How one task is declared in tasks.yaml. */
export const TaskDeclaration = z.strictObject({
  agent: Role,
  description: z.string().min(1),
  answerTokens: z.int().min(16), // reserved for the answer
});
export type TaskDeclaration = z.infer<typeof TaskDeclaration>;

export const taskNames = [
  'plan-beats',
  'write-beat',
  'continue-passage',
  'rewrite-passage',
  'expand-passage',
  'review-structural',
  'review-character',
  'review-style',
  'review-technical',
  'word-repair',
  'revise-block',
] as const;
export const TaskName = z.enum(taskNames);
export type TaskName = z.infer<typeof TaskName>;

/** agents.yaml and tasks.yaml, validated, with a novel's overrides laid over them. */
export const Declarations = z.strictObject({
  agents: z.record(Role, AgentDeclaration),
  tasks: z.record(TaskName, TaskDeclaration),
});
export type Declarations = z.infer<typeof Declarations>;

const ofEach = <Name extends string, Shape extends z.ZodType>(names: readonly Name[], shape: Shape) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, shape])) as Record<Name, Shape>);

/** agents.yaml as it stands: every agent, by name. */
export const AgentsFile = ofEach(roles, AgentDeclaration);
/** tasks.yaml as it stands: every task, by name. */
export const TasksFile = ofEach(taskNames, TaskDeclaration);

/** What a novel changes of its crew: only the agents, tasks and fields it names. */
export const DeclarationOverrides = z.strictObject({
  agents: ofEach(roles, z.strictObject(agentFields).partial()).partial().optional(),
  tasks: ofEach(taskNames, TaskDeclaration.partial()).partial().optional(),
});
export type DeclarationOverrides = z.infer<typeof DeclarationOverrides>;
