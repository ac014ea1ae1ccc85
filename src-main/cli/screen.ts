import type { WriteStream } from 'node:tty';

/** A place for streamed prose with one status line under it. */
export interface Screen {
  /** Adds prose as it comes. */
  text(delta: string): void;
  /** Says what is going on now, in one line. */
  status(line: string): void;
  /** A line of its own, above what follows. */
  line(words: string): void;
  /** Takes the status line away and ends an open line. */
  end(): void;
}

const segmenter = new Intl.Segmenter();

/** Columns of a text on a terminal: East Asian wide characters and emoji take two. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of segmenter.segment(text))
    columns +=
      /^(?:\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation})/u.test(
        segment,
      )
        ? 2
        : 1;
  return columns;
}

/** A screen for a terminal: prose is wrapped at words here, so that the cursor's column is always known. */
export function createTerminalScreen(terminal: WriteStream): Screen {
  let column = 0;
  let word = '';
  let status = '';
  const width = () => Math.max(20, Math.min(terminal.columns || 80, 100));
  const fit = (line: string) => (line.length > width() - 1 ? `${line.slice(0, width() - 2)}…` : line);

  const drawStatus = () =>
    terminal.write(`\n\x1b[2K\x1b[2m${fit(status)}\x1b[0m\r\x1b[1A${column > 0 ? `\x1b[${column}C` : ''}`);
  const breakLine = () => {
    terminal.write('\n\x1b[2K');
    column = 0;
  };
  const putWord = () => {
    if (word === '') return;
    if (column > 0 && column + columnsOf(word) > width()) breakLine();
    terminal.write(word);
    column += columnsOf(word);
    word = '';
  };
  const put = (delta: string) => {
    for (const character of delta)
      if (character === '\n') {
        putWord();
        breakLine();
      } else if (character === ' ') {
        putWord();
        if (column > 0 && column < width()) {
          terminal.write(' ');
          column++;
        }
      } else word += character;
  };
  const finishLine = () => {
    putWord();
    if (column > 0) breakLine();
  };

  return {
    text: (delta) => {
      put(delta);
      drawStatus();
    },
    status: (line) => {
      status = line;
      drawStatus();
    },
    line: (words) => {
      finishLine();
      terminal.write(`\x1b[2K${words}`);
      breakLine();
      if (status !== '') drawStatus();
    },
    end: () => {
      finishLine();
      terminal.write('\x1b[2K');
      status = '';
    },
  };
}

/** A screen for a pipe or a file: prose as it comes, each new status once on a line of its own. */
export function createPlainScreen(write: (text: string) => void): Screen {
  let isOpen = false;
  let last = '';
  const finishLine = () => {
    if (isOpen) write('\n');
    isOpen = false;
  };
  const line = (words: string) => {
    finishLine();
    write(`${words}\n`);
  };
  return {
    text: (delta) => {
      write(delta);
      isOpen = !delta.endsWith('\n');
    },
    status: (words) => {
      const [where = ''] = words.split(' · ', 1);
      if (where !== last) line(`[${where}]`);
      last = where;
    },
    line,
    end: finishLine,
  };
}
