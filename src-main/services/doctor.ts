import { examineInstallation } from './doctor/installation.ts';
import { examineModels } from './doctor/models.ts';
import { examineNovel } from './doctor/novel.ts';
import type { Check } from './doctor/check.ts';

export interface DoctorReport {
  /** No check failed. */
  readonly isWell: boolean;
  readonly checks: readonly Check[];
}

export interface ExamineOptions {
  /** A novel to look at too; nothing of it is changed. */
  readonly novelPath?: string;
}

/**
 * Looks at the installation, the models and, if one is named, a novel. What is wrong is in the report, not thrown.
 * Takes seconds: the models are read for their checksums and loaded.
 */
export async function examine({ novelPath }: ExamineOptions): Promise<DoctorReport> {
  const checks = [
    ...(await examineInstallation()),
    ...(await examineModels()),
    ...(novelPath === undefined ? [] : await examineNovel(novelPath)),
  ];
  return { isWell: checks.every(({ state }) => state !== 'fail'), checks };
}
