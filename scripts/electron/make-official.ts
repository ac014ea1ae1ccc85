import { createRequire } from 'node:module';
import { downloadArtifact } from '@electron/get';
import { say } from '../models/say.ts';
import { officialVersion } from './runtime.ts';

const require = createRequire(import.meta.url);
const patienceMs = 5_000;

/** Whether Electron's releases (or the mirror named by ELECTRON_MIRROR) can be reached, asked for five seconds. */
export async function reachesReleases(): Promise<boolean> {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  const address = mirror ?? 'https://github.com/electron/electron/releases/';
  try {
    const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(patienceMs) });
    return answer.status < 500;
  } catch {
    return false;
  }
}

/** Downloads the official Electron, held to the checksums of its npm package, and unpacks it. */
export async function makeOfficial(target: string): Promise<string> {
  say(`Downloading Electron ${officialVersion} from its releases (about 120 MB) ...`);
  const archive = await downloadArtifact({
    version: officialVersion,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: require('electron/checksums.json') as Record<string, string>,
  });
  const requireOfElectron = createRequire(require.resolve('electron/package.json'));
  const { extract } = requireOfElectron('@electron-internal/extract-zip') as {
    extract(archive: string, options: { dir: string }): Promise<void>;
  };
  await extract(archive, { dir: target });
  return officialVersion;
}
