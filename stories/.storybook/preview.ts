import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import type { RequestHandler } from 'msw';
import { setupWorker } from 'msw/browser';
import manifest from '../../dist/custom-elements.json';

setCustomElementsManifest(manifest);

const worker = setupWorker();
let started: Promise<unknown> | undefined;

/** Stories that need an API give handlers: `parameters: { msw: { handlers: [...] } }`. Whatever they do not answer goes to the network. */
const handlersOf = (parameters: Record<string, unknown>): readonly RequestHandler[] => {
  const { handlers } = (parameters['msw'] ?? {}) as { handlers?: readonly RequestHandler[] };
  return handlers ?? [];
};

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    options: { storySort: { order: ['Guide', ['Start', '*'], 'Embeds', 'Sections', 'UI'] } },
  },
  loaders: [
    async ({ parameters }) => {
      started ??= worker.start({ serviceWorker: { url: './mockServiceWorker.js' }, onUnhandledFrame: 'bypass', quiet: true });
      await started;
      // Frames of a documentation page start at once: one that the worker does not control yet would ask the network.
      const controlled = navigator.serviceWorker.controller ?? new Promise((resolve) => { navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }); });
      await Promise.race([controlled, new Promise((resolve) => { setTimeout(resolve, 3000); })]);
      worker.resetHandlers(...handlersOf(parameters));
      return {};
    },
  ],
};

export default preview;
