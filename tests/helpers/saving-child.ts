import { writeSync } from 'node:fs';
import { getOutline } from '../../src-main/db/outline.ts';
import { getScene, saveScene } from '../../src-main/db/scenes.ts';
import { openNovel } from '../../src-main/novels/open-novel.ts';
import { newId } from '../../src-main/services/ids.ts';
import { scenesOf } from '../../src-shared/domain/novel.ts';
import { proseFromText } from '../../src-shared/domain/prose.ts';

/**
 * A program of its own that saves scenes as fast as it can and says each acknowledged save on standard output, as
 * `<scene> <revision>`: it writes the line only after `saveScene` has returned. The first line is `open`.
 */
const novel = await openNovel({ path: process.argv[2]!, program: 'The saving child' });
const scenes = scenesOf(getOutline(novel.db));
writeSync(1, 'open\n');
for (let round = 0; ; round++) {
  const { id } = scenes[round % scenes.length]!;
  const { revision } = getScene(novel.db, id);
  const text = `Revision ${revision + 1}.\n\n${'The lamp burned on and nobody came. '.repeat(20 + ((round * 37) % 200))}`;
  const saved = saveScene(novel.db, { id, document: proseFromText(text, newId), baseRevision: revision });
  writeSync(1, `${id} ${saved.revision}\n`);
}
