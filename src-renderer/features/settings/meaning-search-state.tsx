import type { ReactNode } from 'react';
import { embeddingNameOf, type EmbeddingChoice } from '../../../src-shared/domain/embedding.ts';
import { fromWireError } from '../../../src-shared/errors.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { sayError, useSay } from '../../words.ts';
import { sayMoney } from '../costs/money.ts';
import { showSettings } from '../shell/panel-store.ts';
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
  const isCapped = state === 'capped';
  const isCounted = isCapped || state === 'switching';
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
            value={total === 0 || !isCounted ? null : done / total}
            valueText={
              isCounted
                ? say('embedding.progress', { done, total })
                : say(state === 'paused' ? 'embedding.paused' : 'embedding.waiting')
            }
          />
          {error && !isCapped && (
            <p className="meaning-search-state-error" role="alert">
              {sayError(fromWireError(error))} {say('embedding.oldAnswers')}
            </p>
          )}
        </>
      )}
      {isCapped && error && (
        <p role="status">
          {say('embedding.capped', {
            spent: sayMoney(Number(error.data.spent)),
            limit: sayMoney(Number(error.data.limit)),
          })}{' '}
          {say(isSwitching ? 'embedding.capped.old' : 'embedding.capped.words')}
        </p>
      )}
      {(isSwitching || isCapped) && (
        <div className="meaning-search-state-buttons">
          {isCapped ? (
            <Button onPress={() => showSettings('costs')}>{say('embedding.capped.costs')}</Button>
          ) : (
            <Button onPress={() => void pauseIndex(state !== 'paused')}>
              {say(state === 'paused' ? 'embedding.goOn' : 'embedding.pause')}
            </Button>
          )}
          {isSwitching && old && (
            <Button onPress={() => void chooseEmbedding(old)}>{say('embedding.cancel')}</Button>
          )}
        </div>
      )}
    </SettingGroup>
  );
}
