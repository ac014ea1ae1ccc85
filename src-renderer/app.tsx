import './ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { listenForWriter, startWindow } from './features/shell/start.ts';
import { Shell } from './features/shell/shell.tsx';
import { notifyError } from './ui/notices.ts';

// The system's colours are those of the setting: main sets them before there is a window.
document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches
  ? 'dark'
  : 'light';

await startWindow().catch(notifyError);
listenForWriter();
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Shell />
    </StrictMode>,
  );
