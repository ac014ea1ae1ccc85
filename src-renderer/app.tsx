import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { saveBeforeLeaving } from './features/shell/leave.ts';
import { Shell } from './features/shell/shell.tsx';
import './ui/tokens.css';

saveBeforeLeaving();
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Shell />
    </StrictMode>,
  );
