import { api } from '../../api.ts';
import { useNovel } from '../library/novel-store.ts';
import { useCrew } from './crew-store.ts';

/** So long after the last key the writer no longer counts as typing. */
const restMs = 2000;
let timer: ReturnType<typeof setTimeout> | undefined;
let isTyping = false;

const isAnyJobRunning = (): boolean =>
  Object.values(useCrew.getState().live).some(({ state }) => state === 'running');

function tell(typing: boolean): void {
  isTyping = typing;
  const { novelId } = useNovel.getState();
  if (novelId !== null) api.request('jobs.setTyping', { novelId, isTyping: typing }).catch(() => undefined);
}

/** Main hears of typing only while a model runs, and only when it begins and ends. */
function heard(event: Event): void {
  if (!(event.target instanceof HTMLElement) || !event.target.isContentEditable) return;
  if (!isTyping && !isAnyJobRunning()) return;
  if (!isTyping) tell(true);
  clearTimeout(timer);
  timer = setTimeout(() => tell(false), restMs);
}

document.addEventListener('input', heard, { passive: true });
