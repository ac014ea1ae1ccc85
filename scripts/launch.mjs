// Fabula's launcher for every system: sets up what is missing, then runs the verb on the Node 24 of node_modules.
// It runs on whatever Node the system has (18 or newer) and before any package is there: plain JavaScript, no imports
// but Node's own.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { node24, root } from './places.mjs';
import { Interrupted, SetUpFailed, setUp } from './set-up.mjs';

/** What a verb needs before it can run; `all` is the packages and both models, `window` Electron beside them. */
const verbs = {
  start: {
    needs: 'wanted',
    window: true,
    says: 'open the window: write, generate, review (start [novel.fabula])',
  },
  demo: {
    needs: 'all',
    says: 'write chapter 3 of the sample novel with the built-in model; result in demo-output/',
  },
  test: { needs: 'all', window: true, says: 'check format, lint and types, then run every test' },
  setup: {
    needs: 'all',
    window: true,
    says: 'install what is missing (--verify: check every checksum; --model-file F: take the GGUF from a file)',
  },
  help: { needs: 'nothing', says: 'this list; `./fabula <verb> --help` for one verb' },
  new: { needs: 'packages', says: 'make a novel' },
  ingest: { needs: 'embedding', says: 'bring a worldbook into a novel: files or folders' },
  search: { needs: 'embedding', says: 'search a novel and its worldbook' },
  generate: { needs: 'wanted', says: 'write a chapter as a draft' },
  review: { needs: 'wanted', says: 'check a chapter or a draft' },
  accept: { needs: 'embedding', says: 'take a draft into the manuscript' },
  jobs: { needs: 'wanted', says: 'list jobs, resume one, cancel one' },
  export: { needs: 'packages', says: 'write a novel out as Markdown' },
  doctor: { needs: 'packages', says: 'say what is installed and whether a novel is sound' },
};

const interruption = new AbortController();

async function main(args) {
  const isPreparing = args[0] === '--prepare';
  const words = isPreparing ? args.slice(1) : args;
  if (words.length === 0 || ['help', '-h', '--help'].includes(words[0])) return help();
  const verb = words.find((word) => !word.startsWith('-')) ?? '';
  const options = words.filter((_, index) => index !== words.indexOf(verb));
  if (!Object.hasOwn(verbs, verb)) {
    process.stderr.write(`There is no verb "${verb || words[0]}". \`./fabula help\` lists them.\n`);
    return 2;
  }
  const { needs, window = false } = verbs[verb];
  await setUp({
    needs,
    window,
    options: verb === 'setup' ? options : [],
    isAsked: verb === 'setup',
    signal: interruption.signal,
  });
  if (verb === 'setup' || isPreparing) return 0;
  stopListening();
  return verb === 'test' || verb === 'start'
    ? runVerb([join(root, `scripts/${verb}.ts`), ...options])
    : runVerb([join(root, 'src-main/cli.ts'), ...words]);
}

function help() {
  const width = Math.max(...Object.keys(verbs).map((verb) => verb.length));
  const lines = Object.entries(verbs).map(([verb, { says }]) => `  ${verb.padEnd(width)}  ${says}`);
  process.stdout.write(
    `Fabula is a studio for writing novels on this machine.\n\nUsage: ./fabula <verb> [options]\n\n`,
  );
  process.stdout.write(`${lines.join('\n')}\n\n`);
  process.stdout.write('On Windows: npm run fabula -- <verb> [options]\n');
  process.stdout.write(
    'FABULA_CACHE moves the models, FABULA_DATA the app data, FABULA_MODEL_FILE names another GGUF.\n',
  );
  return 0;
}

/** Runs the verb as if it had been started itself: its terminal, its signals, its exit code. */
function runVerb(args) {
  const cwd = process.env.npm_lifecycle_event ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();
  const child = spawn(node24, args, { stdio: 'inherit', cwd });
  // Ctrl-C in a terminal reaches the child by itself; a second one would be taken for impatience.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

const interrupt = () => interruption.abort();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const stopListening = () => signals.forEach((signal) => process.off(signal, interrupt));
signals.forEach((signal) => process.on(signal, interrupt));

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    if (error instanceof Interrupted) {
      process.stderr.write('Set-up was interrupted. The next run goes on from here.\n');
      process.exitCode = 130;
    } else {
      process.stderr.write(`${error instanceof SetUpFailed ? error.message : error.stack}\n`);
      process.exitCode = 1;
    }
  },
);
