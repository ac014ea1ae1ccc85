import type { ReactNode } from 'react';
import { embeddingNameOf, type EmbeddingChoice } from '../../../src-shared/domain/embedding.ts';
import { fromWireError } from '../../../src-shared/errors.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { sayError, useSay } from '../../words.ts';
import { pauseIndex, useIndexStatus } from '../worldbook/index-status.ts';
import { chooseEmbedding } from './meaning-search-store.ts';
import { SettingGroup } from './setting-group.tsx';
import './meaning-search-state.css';

/** Which model answers in the open novel and how far the next one is; the switch can be paused or given up. */
export function MeaningSearchState({ choice }: { readonly choice: EmbeddingChoice }): ReactNode {
  const say = useSay();
  const status = useIndexStatus((state) => state.status);
  if (!status) return null;
  const { answering, state, done, total, error } = status;
  const wanted = embeddingNameOf(choice.wanted);
  const isSwitching = answering !== null && answering !== wanted;
  const old = choice.before.find((each) => embeddingNameOf(each) === answering);
  return (
    <SettingGroup title={say('embedding.thisNovel')}>
      <p role="status">
        {answering === null ? say('embedding.nothing') : say('embedding.answers', { model: answering })}
      </p>
      {isSwitching && (
        <>
          <ProgressBar
            label={say('embedding.switchingTo', { model: wanted })}
            value={total === 0 || state !== 'switching' ? null : done / total}
            valueText={
              state === 'switching'
                ? say('embedding.progress', { done, total })
                : say(state === 'paused' ? 'embedding.paused' : 'embedding.waiting')
            }
          />
          {error && (
            <p className="meaning-search-state-error" role="alert">
              {sayError(fromWireError(error))} {say('embedding.oldAnswers')}
            </p>
          )}
          <div className="meaning-search-state-buttons">
            <Button onPress={() => void pauseIndex(state !== 'paused')}>
              {say(state === 'paused' ? 'embedding.goOn' : 'embedding.pause')}
            </Button>
            {old && <Button onPress={() => void chooseEmbedding(old)}>{say('embedding.cancel')}</Button>}
          </div>
        </>
      )}
    </SettingGroup>
  );
}
