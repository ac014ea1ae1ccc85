import type { StreamListener } from './job-streams.ts';

/** How near the lower edge a reader counts as following the text, in px. */
const followingWithin = 48;

export interface TextWriter extends StreamListener {
  /** Nothing is drawn any more. */
  end(): void;
}

/**
 * Writes text into an element as it comes: a paragraph an element, at most once a frame, and only ever at the end, so
 * that nothing that stands is laid out again. The scroller follows while its reader is at its end.
 */
export function writeInto(element: HTMLElement, scroller: HTMLElement | null = null): TextWriter {
  let waiting = '';
  let frame = 0;
  let last: Text | null = null;
  let newlines = 0;

  const draw = (): void => {
    frame = 0;
    const isFollowing =
      scroller !== null &&
      scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < followingWithin;
    const text = waiting;
    waiting = '';
    add(text);
    if (isFollowing) scroller.scrollTop = scroller.scrollHeight;
  };

  const add = (text: string): void => {
    for (const piece of text.split(/(\n+)/u)) {
      if (piece === '') continue;
      if (piece.startsWith('\n')) {
        newlines += piece.length;
        continue;
      }
      if (newlines >= 2 || last === null) last = begin(element, piece);
      else last.appendData(`${newlines === 1 ? '\n' : ''}${piece}`);
      if (last.data.trim() === '***') last = turnIntoBreak(last);
      newlines = 0;
    }
  };

  return {
    reset: (text) => {
      cancelAnimationFrame(frame);
      frame = 0;
      waiting = '';
      last = null;
      newlines = 0;
      element.replaceChildren();
      add(text);
      if (scroller) scroller.scrollTop = scroller.scrollHeight;
    },
    append: (text) => {
      waiting += text;
      frame ||= requestAnimationFrame(draw);
    },
    end: () => cancelAnimationFrame(frame),
  };
}

function begin(element: HTMLElement, text: string): Text {
  const paragraph = document.createElement('p');
  const node = document.createTextNode(text);
  paragraph.append(node);
  element.append(paragraph);
  return node;
}

function turnIntoBreak(node: Text): null {
  const line = document.createElement('hr');
  line.className = 'draft-text-break';
  node.parentElement?.replaceWith(line);
  return null;
}
