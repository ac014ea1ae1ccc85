import { relative, sep } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Lets each source say `new URL('prompt.md', import.meta.url)` as if it still stood where it was written: the app's
 * folder holds such files at the same places, and the bundles stand in its `src-main`.
 */
export function ownPlace(root: string): Plugin {
  return {
    name: 'own-place',
    enforce: 'pre',
    transform(code, id) {
      const place = relative(root, id).split(sep).join('/');
      if (place.startsWith('..') || place.startsWith('node_modules/') || !code.includes('import.meta.url'))
        return null;
      // In two parts, so that the bundler does not take it for an asset.
      const here = `(new (globalThis.URL)(${JSON.stringify(`../${place}`)}, import.meta.url)).href`;
      return { code: code.replaceAll('import.meta.url', here), map: null };
    },
  };
}
