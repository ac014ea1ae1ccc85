import { useEffect, useState, type ReactNode } from 'react';
import { layers, type ExamResult } from '../../../src-shared/domain/qa.ts';
import type { ReviewedText } from '../../../src-shared/domain/reviewed-text.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { notifyError } from '../../ui/notices.ts';
import { useSay } from '../../words.ts';
import { api } from '../../api.ts';
import { useNovel } from '../library/novel-store.ts';
import { showSettings } from '../shell/panel-store.ts';

type Layers = ReviewedText['layers'];

/** Who judged each layer and why no model did where none did, and what the models got in their exams. */
export function ReviewJudges({ layers: judged }: { readonly layers: Layers }): ReactNode {
  const say = useSay();
  const models = new Set(judged.flatMap(({ evaluation }) => evaluation.model ?? []));
  const title =
    models.size === 0
      ? say('review.judged-by-rules')
      : say('review.judged-by-models', { models: [...models].join(', ') });
  return (
    <Disclosure title={title}>
      <Reasons judged={judged} />
      <Exams />
      <Button variant="quiet" onPress={() => showSettings('models')}>
        {say('review.choose-models')}
      </Button>
    </Disclosure>
  );
}

/** The reason of each layer; one that holds for all is said once. */
function Reasons({ judged }: { readonly judged: Layers }): ReactNode {
  const say = useSay();
  const reasons = new Map<string, Layers[number]['layer'][]>();
  for (const { layer, evaluation } of judged)
    if (evaluation.reason !== null)
      reasons.set(evaluation.reason, [...(reasons.get(evaluation.reason) ?? []), layer]);
  const skipped = [...new Set(judged.flatMap(({ evaluation }) => evaluation.skipped ?? []))];
  const rules = skipped.map((rule) => say(`review.rule.${rule}`)).join(', ');
  return (
    <ul className="review-reasons">
      {[...reasons].map(([reason, of]) => (
        <li key={reason}>
          {of.length < judged.length && `${of.map((layer) => say(`layer.${layer}`)).join(', ')}: `}
          {say(reason)}
        </li>
      ))}
      {rules !== '' && <li>{say('qa.skipped-rules', { rules })}</li>}
    </ul>
  );
}

const inOrder = (exams: readonly ExamResult[]): readonly ExamResult[] =>
  layers.flatMap((layer) => exams.filter((exam) => exam.layer === layer));

function Exams(): ReactNode {
  const say = useSay();
  const novelId = useNovel((state) => state.novelId);
  const [exams, setExams] = useState<readonly ExamResult[]>([]);
  useEffect(() => {
    if (novelId === null) return;
    let isGone = false;
    api
      .request('reviews.exams', { novelId })
      .then((models) => isGone || setExams(inOrder(models.flatMap((model) => model.exams))))
      .catch(notifyError);
    return () => void (isGone = true);
  }, [novelId]);
  return (
    <ul className="review-reasons">
      {exams.map(({ model, layer, passed, ...marks }) => (
        <li key={`${model} ${layer}`}>
          {say(passed ? 'review.exam-passed' : 'review.exam-failed')}{' '}
          {say('qa.exam-result', { model, layer, ...marks })}
        </li>
      ))}
    </ul>
  );
}
