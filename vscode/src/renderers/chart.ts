// Shows a chart with the plotly.js that the extension brings: interactive, offline, in the theme's colours, as wide as its cell.

import Plotly from 'plotly.js-dist-min';
import type { ActivationFunction } from 'vscode-notebook-renderer';
import { css, type Rgb } from '../contrast.ts';
import { caption, description, dressed, readChart, type Chart, type ChartTheme } from './chartDress.ts';
import { backgroundOf, foregroundOf, isDark, onThemeChange, themeColour } from './theme.ts';

const blend = (a: Rgb, b: Rgb, share: number): string => css(a.map((part, i) => part + (b[i]! - part) * share) as unknown as Rgb);

function theme(element: Element): ChartTheme {
  const text = foregroundOf(element),
    back = backgroundOf(element);
  return {
    text: css(text),
    grid: blend(back, text, 0.15),
    line: blend(back, text, 0.5),
    card: css(themeColour(element, ['editorWidget-background'], back)),
    dark: isDark(),
  };
}

export const activate: ActivationFunction = () => {
  const shown = new Map<string, { plot: HTMLElement; stop(): void }>();
  const dispose = (id: string): void => {
    shown.get(id)?.stop();
    shown.delete(id);
  };
  return {
    async renderOutputItem(item, element) {
      dispose(item.id);
      const chart = readChart(item.json());
      if (chart === null) {
        element.textContent = item.text();
        return;
      }
      const plot = document.createElement('div');
      plot.setAttribute('role', 'img');
      plot.setAttribute('aria-label', description(chart));
      element.replaceChildren(plot, ...captionOf(chart));
      shown.set(item.id, { plot, stop: follow(element, plot, chart) });
      await draw(element, plot, chart);
    },
    disposeOutputItem(id) {
      for (const each of id === undefined ? [...shown.keys()] : [id]) dispose(each);
    },
  };
};

async function draw(element: HTMLElement, plot: HTMLElement, chart: Chart): Promise<void> {
  const { data, layout, frames, config } = dressed(chart, theme(element), Math.max(200, Math.floor(element.clientWidth || 700)));
  await Plotly.newPlot(plot, { data, layout, frames, config } as never);
}

/** Draws anew when the width or the theme changes; what it gives back ends that. */
function follow(element: HTMLElement, plot: HTMLElement, chart: Chart): () => void {
  let width = element.clientWidth,
    ended = false;
  const observer = new ResizeObserver(() => {
    if (Math.abs(element.clientWidth - width) < 4 || element.clientWidth === 0) return;
    width = element.clientWidth;
    void draw(element, plot, chart);
  });
  observer.observe(element);
  onThemeChange(element, () => {
    if (!ended) void draw(element, plot, chart);
  });
  return () => {
    ended = true;
    observer.disconnect();
    Plotly.purge(plot);
  };
}

function captionOf(chart: Chart): HTMLElement[] {
  const text = caption(chart);
  if (text === '') return [];
  const element = document.createElement('div');
  element.textContent = text;
  element.style.cssText = 'font-size: .9em; margin: .2em 0 .6em; color: var(--vscode-foreground); font-family: var(--vscode-font-family)';
  return [element];
}
