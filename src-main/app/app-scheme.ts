import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';

/** Where the window's pages are: a scheme of their own, with an origin, unlike `file://`. */
export const appOrigin = 'fabula://app';

/** Tells Chromium of the scheme; it must be called before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'fabula', privileges }]);
}

/** Nothing from elsewhere, nothing inline, no code made of strings, no frames, no forms. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Serves the files below `folder` at fabula://app/ and nothing else: no other host, method or folder. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle('fabula', async (request) => {
    const path = fileFor(request, folder);
    const type = path === null ? undefined : types[extname(path)];
    if (path === null || type === undefined) return new Response(null, { status: 404 });
    try {
      const headers = {
        'content-type': type,
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'cache-control': extname(path) === '.html' ? 'no-cache' : 'max-age=31536000, immutable',
      };
      return new Response(await readFile(path), { headers });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

/** The file a request names, null where it names none below the folder. */
function fileFor({ url, method }: { url: string; method: string }, folder: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== 'app' || method !== 'GET') return null;
  const path = normalize(join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
  return path.startsWith(folder + sep) ? path : null;
}
