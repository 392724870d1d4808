import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// jsdom has neither; Mantine and uPlot ask for both.
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) as MediaQueryList;

class NoResize implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
window.ResizeObserver ??= NoResize;
Element.prototype.scrollIntoView ??= vi.fn();

// jsdom lays nothing out: lists that render what is on screen need a screen.
for (const [side, pixels] of [
  ['clientWidth', 1200],
  ['clientHeight', 600],
  ['offsetHeight', 600],
] as const)
  Object.defineProperty(HTMLElement.prototype, side, { configurable: true, value: pixels });

// A popover hides itself when what it belongs to has no place on the screen.
Element.prototype.getBoundingClientRect = () => new DOMRect(10, 10, 100, 20);

// Text areas that grow measure themselves again once a font has come.
Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });

window.scrollTo = () => undefined;

configure({ asyncUtilTimeout: 20_000 });

afterEach(cleanup);
