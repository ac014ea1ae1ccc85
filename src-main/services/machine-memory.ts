import { roles, modelIdOf, type ModelChoice } from '../../src-shared/domain/model.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import { getSetting, listExams, openAppDatabase, recordExam, setSetting } from '../db/app-database.ts';
import { write, type Db } from '../db/connection.ts';

/** What this machine keeps for all novels: exams, thread counts. */
export interface MachineMemory {
  /** The exams that these models have sat. */
  listExams(models: ModelChoice): readonly ExamResult[];
  keepExam(result: ExamResult): void;
  /** What workers asked to be told again, by name. */
  listRemembered(): Readonly<Record<string, unknown>>;
  remember(name: string, value: unknown): void;
  close(): void;
}

const setting = 'remembered';

/** The memory in the app's own database, which is opened when it is first needed. */
export function openMachineMemory(open: () => Db = openAppDatabase): MachineMemory {
  let opened: Db | null = null;
  const db = (): Db => (opened ??= open());
  const listRemembered = () => (getSetting(db(), setting) ?? {}) as Record<string, unknown>;
  const remember = write((target, { name, value }: { name: string; value: unknown }): void => {
    setSetting(target, { name: setting, value: { ...listRemembered(), [name]: value } });
  });
  return {
    listExams: (models) => modelIdsOf(models).flatMap((model) => listExams(db(), model)),
    keepExam: (result) => recordExam(db(), result),
    listRemembered,
    remember: (name, value) => remember(db(), { name, value }),
    close: () => opened?.close(),
  };
}

function modelIdsOf({ default: usual, roles: chosen }: ModelChoice): readonly string[] {
  return [...new Set(roles.map((role) => modelIdOf(chosen[role] ?? usual)))];
}
