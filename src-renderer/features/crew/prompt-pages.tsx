import { useState, type ReactNode } from 'react';
import type { ContextItem, ContextReceipt } from '../../../src-shared/domain/context.ts';
import type { PromptPreview } from '../../../src-shared/domain/prompt-preview.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { useSay } from '../../words.ts';
import './prompt-pages.css';

/** The prompts as they would be sent: their very words, and why each piece of context is in them or was cut. */
export function PromptPages({ prompts }: { readonly prompts: readonly PromptPreview[] }): ReactNode {
  const say = useSay();
  const [selected, select] = useState('0');
  const tabs = prompts.map((prompt, at) => ({
    id: String(at),
    label: stepName(say, prompt.step),
    content: <PromptPage prompt={prompt} />,
  }));
  return <Tabs label={say('prompt.pages')} tabs={tabs} selected={selected} onChange={select} />;
}

/** A step's key in words: "write 2" is "Beat 2", "scene 1/review-style 0" the review of style. */
export function stepName(say: ReturnType<typeof useSay>, key: string): string {
  const [name = key, number] = (key.split('/').at(-1) ?? key).split(' ');
  return name === 'write' ? say('step.write.numbered', { number: Number(number) }) : say(`step.${name}`);
}

const knownParts: readonly string[] = [
  'answer',
  'characters',
  'example',
  'instructions',
  'plot',
  'recent',
  'repair',
  'task',
];

/** Sections of the writer's own prompts are called as they call them. */
const partName = (say: ReturnType<typeof useSay>, name: string): string =>
  knownParts.includes(name) ? say(`prompt.part.${name}`) : name;

function PromptPage({ prompt }: { readonly prompt: PromptPreview }): ReactNode {
  const say = useSay();
  const { receipt, tokens, model, isExact, messages } = prompt;
  return (
    <div className="prompt-page">
      <p className="prompt-page-sum">
        {say('prompt.sum', { model, tokens, answer: receipt.answerTokens, window: receipt.contextTokens })}{' '}
        {say(isExact ? 'prompt.exact' : 'prompt.likely')}
      </p>
      <div className="prompt-page-columns">
        <section aria-label={say('prompt.words')}>
          {messages.map(({ role, parts }, at) => (
            <div key={at} className="prompt-message">
              <h4 className="prompt-message-role">{say(`prompt.role.${role}`)}</h4>
              {parts.map((part, index) => (
                <div key={index} className="prompt-part">
                  <p className="prompt-part-name">
                    {partName(say, part.name)} <span>{say('prompt.tokens', { tokens: part.tokens })}</span>
                  </p>
                  <pre className="prompt-part-text">{part.text}</pre>
                </div>
              ))}
            </div>
          ))}
        </section>
        <Receipt receipt={receipt} />
      </div>
    </div>
  );
}

/** What a prompt is made of, layer by layer, and why. */
export function Receipt({ receipt }: { readonly receipt: ContextReceipt }): ReactNode {
  const say = useSay();
  const layers = receipt.layers.filter(({ layer }) => receipt.items.some((item) => item.layer === layer));
  return (
    <section aria-label={say('prompt.receipt')} className="prompt-receipt">
      <p className="prompt-receipt-line">
        {say('prompt.instructions', { tokens: receipt.instructionTokens })}
      </p>
      {layers.length === 0 && <p className="prompt-receipt-line">{say('prompt.noContext')}</p>}
      {layers.map(({ layer, budget, used, cut }) => (
        <div key={layer} className="prompt-layer">
          <h4 className="prompt-layer-head">
            {say(`prompt.layer.${layer}`)}
            <span>{say('prompt.layerSum', { used, budget, cut })}</span>
          </h4>
          <ul className="prompt-items">
            {receipt.items
              .filter((item) => item.layer === layer)
              .map((item, at) => (
                <Item key={at} item={item} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Item({ item }: { readonly item: ContextItem }): ReactNode {
  const say = useSay();
  const { title, reason, values, state, tokens, fullTokens } = item;
  return (
    <li className={`prompt-item prompt-item-${state}`}>
      <span className="prompt-item-title">{title || say('prompt.untitled')}</span>
      <span className="prompt-item-why">{say(reason, values)}</span>
      <span className="prompt-item-state">{say(`prompt.state.${state}`, { tokens, full: fullTokens })}</span>
    </li>
  );
}
