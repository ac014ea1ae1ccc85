import { createPlainScreen, createTerminalScreen, type Screen } from './screen.ts';

/** What a verb speaks through: words and progress for people, or one JSON value for programs. */
export interface Io {
  readonly isJson: boolean;
  readonly screen: Screen;
  /** Aborted by the first Ctrl-C; a second one ends the process at once. */
  readonly signal: AbortSignal;
  /** The verb's answer: `data` with --json, else `words`. */
  answer(data: unknown, words: string): void;
}

const silent: Screen = {
  text: () => undefined,
  status: () => undefined,
  line: () => undefined,
  end: () => undefined,
};

/** The io of this process. With --json nothing but the answer goes to standard output. */
export function createIo({ isJson, signal }: { isJson: boolean; signal: AbortSignal }): Io {
  const screen = isJson
    ? silent
    : process.stdout.isTTY
      ? createTerminalScreen(process.stdout)
      : createPlainScreen((text) => process.stdout.write(text));
  return {
    isJson,
    screen,
    signal,
    answer: (data, words) => {
      screen.end();
      process.stdout.write(isJson ? `${JSON.stringify(data)}\n` : `${words}\n`);
    },
  };
}

/** A signal that the first SIGINT or SIGTERM aborts; the second ends the process. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}
