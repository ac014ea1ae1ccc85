import type { JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { AppError, type ErrorCode, type ErrorData } from '../../../src-shared/errors.ts';
import { sayError } from '../../words.ts';

/** Why a job failed, in plain words: what is safe, and what to do. */
export function sayJobError({ code, data }: NonNullable<JobSummary['error']>): string {
  return sayError(new AppError(code as ErrorCode, data as ErrorData));
}
