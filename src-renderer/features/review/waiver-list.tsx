import type { KeyboardEvent, ReactNode } from 'react';
import type { PlacedWaiver } from '../../../src-shared/ipc/reviews.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useSay, useWords } from '../../words.ts';
import { goToQuote } from './go-to-passage.ts';
import { takeBackWaiver } from './review-actions.ts';
import { showView } from './review-store.ts';
import { useSceneName } from './scene-name.ts';
import { useWaivers } from './waivers-store.ts';

/** All that the writer called intentional in the novel; each can be taken back. */
export function WaiverList(): ReactNode {
  const say = useSay();
  const waivers = useWaivers((state) => state.waivers);
  if (waivers.length === 0)
    return (
      <EmptyState
        text={say('review.no-waivers')}
        action={<Button onPress={() => showView('findings')}>{say('review.to-findings')}</Button>}
      />
    );
  return (
    <ul className="waiver-list" aria-label={say('review.waivers')} onKeyDown={heedKey}>
      {waivers.map((waiver) => (
        <WaiverRow key={`${waiver.rule} ${waiver.quote}`} waiver={waiver} />
      ))}
    </ul>
  );
}

function WaiverRow({ waiver }: { readonly waiver: PlacedWaiver }): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const { rule, quote, sceneId, createdAt } = waiver;
  const scene = useSceneName(sceneId);
  const when = new Date(createdAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const canGo = scene !== null && sceneId !== null && quote !== '';
  return (
    <li className="waiver">
      <h3 className="waiver-rule">{say(`review.rule.${rule}`)}</h3>
      <q className="waiver-quote">{quote === '' ? say('review.whole-text') : quote}</q>
      <p className="waiver-about">
        {scene ?? say('review.waiver-elsewhere')} · <time>{when}</time>
      </p>
      <div className="finding-buttons">
        <Button className="waiver-take-back" onPress={() => void takeBackAndStay(waiver)}>
          {say('review.take-back')}
        </Button>
        {canGo && (
          <Button variant="quiet" onPress={() => void goToQuote(sceneId, quote)}>
            {say('review.show')}
          </Button>
        )}
      </div>
    </li>
  );
}

const takers = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.waiver-take-back')];

/** The focus goes to the one that comes after it, so that keys go on. */
async function takeBackAndStay(waiver: PlacedWaiver): Promise<void> {
  const at = takers().findIndex((button) => button === document.activeElement);
  await takeBackWaiver(waiver);
  requestAnimationFrame(() => {
    const left = takers();
    const next = left[Math.min(Math.max(at, 0), left.length - 1)];
    (next ?? document.querySelector<HTMLElement>('.review'))?.focus();
  });
}

/** The arrows, J and K go from one to the next. */
function heedKey(event: KeyboardEvent): void {
  const by = { j: 1, arrowdown: 1, k: -1, arrowup: -1 }[event.key.toLowerCase()];
  if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const row = (event.target as HTMLElement).closest('.waiver');
  const all = takers();
  const at = all.findIndex((button) => row?.contains(button));
  all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
}
