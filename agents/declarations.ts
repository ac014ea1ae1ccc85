import { z } from 'zod';
import { ModelSettings, Role } from '../src-shared/domain/model.ts';

/** How one agent is declared in agents.yaml. */
export const AgentDeclaration = z.strictObject({
  role: z.string().min(1), // who it is: "You are ..."
  goal: z.string().min(1),
  temperature: z.number().min(0).max(2),
  prompt: z.string().nullable().default(null), // replaces the prompt file beside the role
  model: ModelSettings.nullable().default(null), // replaces the novel's choice
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
  'review-structural',
  'review-character',
  'review-style',
  'review-technical',
  'word-repair',
  'revise-block',
  'summarise',
] as const;
export const TaskName = z.enum(taskNames);
export type TaskName = z.infer<typeof TaskName>;

/** agents.yaml and tasks.yaml, validated, with a novel's overrides laid over them. */
export const Declarations = z.strictObject({
  agents: z.record(Role, AgentDeclaration),
  tasks: z.record(TaskName, TaskDeclaration),
});
export type Declarations = z.infer<typeof Declarations>;
