import { buildApp } from './build/build-app.ts';

const { folder, runtime } = await buildApp((line) => process.stderr.write(`${line}\n`));
console.log(`${folder} (for Electron ${runtime.version})`);
