import type { Plugin } from 'vite';

const files = /react-aria\/dist\/private\/(?:dnd\/utils|grid\/useHighlightSelectionDescription)\.mjs$/u;
const listening = 'useInteractionModality as ';

/**
 * The widget library draws the tree with all its rows anew whenever the writer's hand goes from the mouse to the keys: the
 * first key in the text then took 60 ms. The rows want to know only for the words that tell a screen reader how they are
 * dragged and chosen, so here they read it when they are drawn and do not listen. Throws where the library is another.
 */
export function stillRows(): Plugin {
  return {
    name: 'still-rows',
    transform(code, id) {
      if (!files.test(id)) return null;
      if (!code.includes(listening))
        throw new Error(`${id} is not as it was: see scripts/build/still-rows.ts`);
      return { code: code.replace(listening, 'getInteractionModality as '), map: null };
    },
  };
}
