import type { ModelOption } from '../../../src-shared/domain/job-summary.ts';
import { api } from '../../api.ts';
import { ask } from '../../ui/questions.ts';
import { say } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { showSettings } from '../shell/panel-store.ts';

/**
 * Before its first run the small built-in model says what it is and offers better ones; the answer is remembered.
 * Answers whether the work may begin.
 */
export async function mayUseModel(chosen: string | null): Promise<boolean> {
  const novelId = openNovelId();
  const { models, isPracticeKnown } = await api.request('jobs.listModels', { novelId });
  const model = chosen === null ? models[0] : models.find(({ id }) => id === chosen);
  if (!model || !isPracticeAsked(model, isPracticeKnown)) return true;
  const answer = await ask<'models' | 'run'>({
    title: say('practice.title'),
    text: say('practice.text'),
    answers: [
      { id: 'models', label: say('practice.models') },
      { id: 'run', label: say('practice.run'), variant: 'primary' },
    ],
  });
  if (answer === null) return false;
  await api.request('jobs.acknowledgePractice', { novelId });
  if (answer === 'models') showSettings('models');
  return answer === 'run';
}

const isPracticeAsked = ({ isPractice }: ModelOption, isKnown: boolean): boolean => isPractice && !isKnown;
