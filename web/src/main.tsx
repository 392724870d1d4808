import './app/mantine.css';
import './app/tokens.css';
import './app/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { fetchChunks } from './app/chunks';
import { createLive } from './live/live';

const live = createLive();
live.connection.start();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App live={live} />
    </StrictMode>,
  );

// Once the first view is there.
if (document.readyState === 'complete') void fetchChunks();
else window.addEventListener('load', () => void fetchChunks(), { once: true });
