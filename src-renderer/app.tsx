import './ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { api } from './api.ts';
import { listenForWriter, startWindow } from './features/shell/start.ts';
import { Shell } from './features/shell/shell.tsx';
import { afterPaint } from './ui/after-paint.ts';
import { notifyError } from './ui/notices.ts';

// The system's colours are those of the setting: main sets them before there is a window.
document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches
  ? 'dark'
  : 'light';

let drawn = (): void => undefined;
api.holdUntil(new Promise((resolve) => (drawn = resolve)));
setTimeout(drawn, 3000); // a window that cannot be seen is not painted
await startWindow().catch(notifyError);
listenForWriter();
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Shell />
    </StrictMode>,
  );
afterPaint(drawn);
