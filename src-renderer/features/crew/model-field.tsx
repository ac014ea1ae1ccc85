import type { ReactNode } from 'react';
import type { ModelOption } from '../../../src-shared/domain/job-summary.ts';
import { Select } from '../../ui/select.tsx';
import { useSay } from '../../words.ts';

export interface ModelFieldProps {
  readonly models: readonly ModelOption[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** Which model is asked: where it runs, what it is worth, and whether it is there. */
export function ModelField({ models, chosen, onChoose }: ModelFieldProps): ReactNode {
  const say = useSay();
  const choices = models.map(({ id, model, isPractice, isPaid }) => ({
    id,
    label: model,
    note: say(isPractice ? 'generate.modelPractice' : isPaid ? 'generate.modelPaid' : 'generate.modelLocal'),
  }));
  const isMissing = models.some(({ id, isThere }) => id === chosen && !isThere);
  return (
    <Select
      label={say('generate.model')}
      choices={choices}
      value={chosen}
      onChange={onChoose}
      {...(isMissing ? { error: say('generate.modelMissing') } : {})}
    />
  );
}
