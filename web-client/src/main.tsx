import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { arrive } from './app/arrival';
import { makeServices } from './app/services';
import { show } from './app/theme';
import './app/styles/index.css';

show();
const services = makeServices();
const arrival = arrive(services);
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App services={services} arrival={arrival} />
    </StrictMode>,
  );
}
