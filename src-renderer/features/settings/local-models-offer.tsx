import { useState, type ReactNode } from 'react';
import { verdictOf, type LookedAtModel } from '../../../src-shared/domain/local-models.ts';
import type { FileHandle } from '../../../src-shared/ipc/files.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { useSay } from '../../words.ts';
import { refuseOffer, takeOffer, useLocalModels } from './local-models-store.ts';
import './local-models-offer.css';

interface LocalModelsOfferProps {
  readonly model: LookedAtModel;
  /** Null: it is on the list already. */
  readonly handle: FileHandle | null;
}

const leastTokens = 512;

/** What a model file is and what it needs here, with a window the writer may change before it is used. */
export function LocalModelsOffer({ model: { facts, fit }, handle }: LocalModelsOfferProps): ReactNode {
  const say = useSay();
  const memory = useLocalModels((state) => state.overview?.machine.memory ?? 0);
  const [tokens, setTokens] = useState(fit.contextTokens);
  const needed = fit.neededBytes + (tokens - fit.contextTokens) * fit.bytesPerToken;
  const { trainedTokens } = facts;
  return (
    <div className="local-models-offer">
      <p className="local-models-offer-title">{facts.name ?? facts.file}</p>
      <NumberField
        label={say('settings.model.context')}
        help={trainedTokens === null ? say('local.window') : say('local.windowOf', { tokens: trainedTokens })}
        value={tokens}
        minValue={leastTokens}
        {...(trainedTokens === null ? {} : { maxValue: Math.max(leastTokens, trainedTokens) })}
        step={leastTokens}
        onChange={(wanted) => setTokens(Number.isNaN(wanted) ? fit.contextTokens : wanted)}
        className="local-models-offer-number"
      />
      <p role="status">
        {say('local.offer', {
          architecture: facts.architecture ?? '?',
          gigabytes: facts.bytes / 1e9,
          needed: needed / 1e9,
          tokens,
        })}{' '}
        {say(`local.fit.${verdictOf(needed, memory)}`)}.
      </p>
      <div className="local-models-offer-answers">
        <Button variant="quiet" onPress={refuseOffer}>
          {say('local.offerNo')}
        </Button>
        {handle !== null && (
          <Button onPress={() => void takeOffer(tokens, true)}>{say('local.offerCopy')}</Button>
        )}
        <Button variant="primary" onPress={() => void takeOffer(tokens, false)}>
          {say(handle === null ? 'local.use' : 'local.offerHere')}
        </Button>
      </div>
    </div>
  );
}
