import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type ProtocolRequest, type ProtocolResponse, type Session } from 'electron';

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
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

type Asked = Pick<ProtocolRequest, 'url' | 'method'>;

/** Serves the files below `folder` at fabula://app/ and nothing else: no other host, method or folder. */
export function serveApp(session: Session, folder: string): void {
  // `protocol.handle` would load the whole of Node's fetch before the first answer: 80 ms of every start.
  session.protocol.registerBufferProtocol('fabula', (request, answer) => {
    void answerTo(request, folder).then(answer);
  });
}

/** Resolves when the page has its script and its style: from then on until its first question it does not need main. */
export function pageServed(session: Session): Promise<void> {
  const awaited = new Set(['script', 'stylesheet']);
  return new Promise((served) => {
    session.webRequest.onCompleted({ urls: [`${appOrigin}/*`] }, ({ resourceType }) => {
      if (!awaited.delete(resourceType) || awaited.size > 0) return;
      session.webRequest.onCompleted(null);
      setImmediate(served);
    });
  });
}

async function answerTo(request: Asked, folder: string): Promise<ProtocolResponse> {
  try {
    const path = fileFor(request, folder);
    const mimeType = path === null ? undefined : types[extname(path)];
    if (path === null || mimeType === undefined) return nothing;
    const headers = {
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'cache-control': extname(path) === '.html' ? 'no-cache' : 'max-age=31536000, immutable',
    };
    return { data: await readFile(path), mimeType, charset: 'utf-8', headers };
  } catch {
    return nothing;
  }
}

const nothing: ProtocolResponse = { statusCode: 404, data: Buffer.alloc(0) };

/** The file a request names, null where it names none below the folder. */
function fileFor({ url, method }: Asked, folder: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== 'app' || method !== 'GET') return null;
  const path = normalize(join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
  return path.startsWith(folder + sep) ? path : null;
}
