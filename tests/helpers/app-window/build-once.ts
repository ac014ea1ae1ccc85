import { buildApp } from '../../../scripts/build/build-app.ts';

/** Builds the app once for a run of tests, however the sources change while it lasts. */
export default async function buildOnce(): Promise<void> {
  process.env.FABULA_TEST_BUILD = JSON.stringify(await buildApp((line) => console.log(line)));
}
