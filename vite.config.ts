import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { stillRows } from './scripts/build/still-rows.ts';

/** The window: files only, nothing inline, so that its content security policy can forbid everything else. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: false,
  plugins: [react(), stillRows()],
  build: {
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
});
