import type { Rule } from '../../layer.ts';

/** Nearly all speech, or none at all in a long text where two people meet. */
export const dialogueShare: Rule = {
  id: 'structural.dialogue-share',
  languages: 'all',
  find: (text, { beats }) => {
    const words = text.words.length;
    if (words < 400) return [];
    const share = text.words.filter(({ isDialogue }) => isDialogue).length / words;
    const canTalk = beats.some(({ characters }) => characters.length >= 2);
    if (share <= 0.85 && (share > 0 || !canTalk)) return [];
    return [{ severity: 'note', place: null, values: { percent: Math.round(share * 100) } }];
  },
};
