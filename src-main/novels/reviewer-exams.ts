import { modelIdOf } from '../../src-shared/domain/model.ts';
import type { ReviewerExams } from '../../src-shared/ipc/reviews.ts';
import { listExams } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';
import { modelsOf } from './generate-chapter.ts';

const reviewers = [
  'structural-reviewer',
  'character-reviewer',
  'style-reviewer',
  'technical-reviewer',
] as const;

/** The models that would review this novel, each with the exams it has sat on this machine. */
export function reviewerExams(novel: Db, app: Db): readonly ReviewerExams[] {
  const { default: usual, roles } = modelsOf(novel);
  const models = new Set(reviewers.map((role) => modelIdOf(roles[role] ?? usual)));
  return [...models].map((model) => ({ model, exams: listExams(app, model) }));
}
