import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { listLicences } from './licences.ts';

// Writes resources/licences.json, which the About page shows: run it after a dependency was added or renewed.
const file = fileURLToPath(new URL('../resources/licences.json', import.meta.url));
const text = await prettier.format(JSON.stringify(listLicences(), null, 2), {
  ...(JSON.parse(readFileSync(new URL('../.prettierrc.json', import.meta.url), 'utf8')) as prettier.Options),
  parser: 'json',
});
writeFileSync(file, text);
