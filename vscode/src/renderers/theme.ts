// The colours of the editor's theme, as a renderer sees them.

import { css, parseColour, readable, type Rgb } from '../contrast.ts';

const black: Rgb = [0, 0, 0],
  white: Rgb = [255, 255, 255];

export const isDark = (): boolean =>
  document.body.classList.contains('vscode-dark') ||
  (document.body.classList.contains('vscode-high-contrast') && !document.body.classList.contains('vscode-high-contrast-light'));

/** The first of these variables that is a colour. */
export function themeColour(element: Element, names: readonly string[], otherwise: Rgb): Rgb {
  const style = getComputedStyle(element);
  for (const name of names) {
    const colour = parseColour(style.getPropertyValue(`--vscode-${name}`));
    if (colour !== null) return colour;
  }
  return otherwise;
}

export const backgroundOf = (element: Element): Rgb =>
  themeColour(element, ['notebook-cellEditorBackground', 'editor-background'], isDark() ? black : white);

export const foregroundOf = (element: Element): Rgb => themeColour(element, ['editor-foreground', 'foreground'], isDark() ? white : black);

/** A colour of the theme that can be read on its background. */
export const readableColour = (element: Element, names: readonly string[], otherwise: Rgb, background: Rgb): string =>
  css(readable(themeColour(element, names, otherwise), background));

/** Calls back when the theme has changed, until the element leaves the page. */
export function onThemeChange(element: Element, changed: () => void): void {
  const observer = new MutationObserver(() => (element.isConnected ? changed() : observer.disconnect()));
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}
