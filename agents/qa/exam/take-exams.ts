import { z } from 'zod';
import { ExamResult, layers } from '../../../src-shared/domain/qa.ts';
import { step } from '../../crews/step.ts';
import { reviewerOf } from '../reviewers.ts';
import { sitExam } from './sit-exam.ts';

/** Every layer's reviewer sits its exam, unless this machine keeps the result of an earlier one. Throws what a model throws. */
export const takeExams = step({
  name: 'take-exams',
  agent: 'technical-reviewer',
  input: z.object({}),
  output: z.array(ExamResult),
  run: async (_, { library, model, declarations, signal, now, recordExam }) => {
    const results: ExamResult[] = [];
    for (const layer of layers) {
      const reviewer = model(reviewerOf[layer]);
      const kept = (await library.listExams(reviewer.id)).find((exam) => exam.layer === layer);
      const result = kept ?? (await sitExam(layer, { model: reviewer, declarations, now }, signal));
      if (kept === undefined) recordExam(result);
      results.push(result);
    }
    return results;
  },
});
