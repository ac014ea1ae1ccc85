import { api } from '../../api.ts';
import { saveFirst } from '../library/open-novel.ts';

const askingMs = 3_000; // a save that takes longer than this is asked about, or waits for a question already asked

/** Saves when the window is about to close, asks the writer where that fails, and tells main. The answer ends it. */
export function saveBeforeLeaving(): () => void {
  return api.on('app.closing', () => {
    const answer = (word: 'go' | 'stay' | 'asking') => api.request('app.leave', { answer: word });
    const timer = setTimeout(() => void answer('asking'), askingMs);
    void saveFirst().then((mayGo) => {
      clearTimeout(timer);
      return answer(mayGo ? 'go' : 'stay');
    });
  });
}
