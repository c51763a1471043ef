// Shows a check's result in the theme's colours.

import type { ActivationFunction, RendererContext } from 'vscode-notebook-renderer';
import { css } from '../contrast.ts';
import { readCheck, standing } from '../progress.ts';
import { filled } from '../text.ts';
import type { CheckLine, CheckResult } from '../wire.ts';
import sheet from './check.css';
import { words as english, type Words } from './checkWords.ts';
import { foregroundOf, onThemeChange, readableColour, themeColour } from './theme.ts';

const marks: Record<CheckLine['state'], string> = { passed: '✓', failed: '✗', skipped: '○', recorded: '●' };
const colours: Record<CheckLine['state'], string[]> = {
  passed: ['testing-iconPassed', 'charts-green'],
  failed: ['testing-iconFailed', 'charts-red', 'errorForeground'],
  skipped: ['descriptionForeground', 'foreground'],
  recorded: ['descriptionForeground', 'foreground'],
};
const fallback = { passed: [10, 125, 75], failed: [194, 65, 12], skipped: [107, 114, 128], recorded: [107, 114, 128] } as const;

export const activate: ActivationFunction = context => {
  let words = english();
  const shown = new Map<string, { element: HTMLElement; result: CheckResult }>();
  context.onDidReceiveMessage?.((message: { kind: string; words: Words }) => {
    if (message.kind !== 'words') return;
    words = message.words;
    for (const { element, result } of shown.values()) draw(element, result, words, context);
  });
  context.postMessage?.({ kind: 'words' });
  return {
    renderOutputItem(item, element) {
      const result = readCheck(item.json());
      if (result === null) {
        element.textContent = item.text();
        return;
      }
      shown.set(item.id, { element, result });
      draw(element, result, words, context);
      onThemeChange(element, () => draw(element, result, words, context));
    },
    disposeOutputItem(id) {
      if (id === undefined) shown.clear();
      else shown.delete(id);
    },
  };
};

function draw(element: HTMLElement, result: CheckResult, words: Words, context: RendererContext<unknown>): void {
  const back = themeColour(element, ['textBlockQuote-background', 'editor-background'], [255, 255, 255]);
  const colour = (state: CheckLine['state']): string => readableColour(element, colours[state], fallback[state], back);
  const { state } = standing([result]);
  const whole = ({ open: 'skipped', answered: 'recorded', passed: 'passed', failed: 'failed' } as const)[state];

  const box = made('div', 'ck');
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', `${filled(words.exercise, result.exercise)}: ${total(result, whole, words)}`);
  box.style.setProperty('--ck-state', colour(whole));
  box.style.setProperty('--ck-back', css(back));
  box.style.setProperty('--ck-text', readableColour(element, ['editor-foreground'], foregroundOf(element), back));
  box.style.setProperty('--ck-link', readableColour(element, ['textLink-foreground'], [0, 90, 180], back));
  const list = made('ul', '');
  list.append(...result.checks.map(line => lineElement(line, colour(line.state), words)));
  const sum = made('div', 'ck-total', total(result, whole, words));
  if (context.postMessage !== undefined && whole !== 'passed' && whole !== 'recorded') {
    const again = made('button', '', words.again);
    again.onclick = () => context.postMessage?.({ kind: 'check', exercise: result.exercise });
    sum.append(again);
  }
  box.append(list, sum);
  element.replaceChildren(made('style', '', sheet), box);
}

function lineElement(line: CheckLine, colour: string, words: Words): HTMLElement {
  const item = made('li', ''),
    mark = made('span', 'ck-mark', marks[line.state]),
    text = made('div', '', line.name);
  mark.style.color = colour;
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', words[line.state]);
  if (line.message !== undefined && line.message !== '') text.append(made('div', 'ck-message', line.message));
  const hints = line.hints ?? [];
  for (const [index, hint] of hints.entries()) {
    const more = made('details', '');
    more.append(made('summary', '', hints.length === 1 ? words.hint : filled(words.hints, index + 1)), made('div', '', hint));
    text.append(more);
  }
  item.append(mark, text);
  return item;
}

function total(result: CheckResult, whole: CheckLine['state'], words: Words): string {
  const { passed, total } = standing([result]);
  if (whole === 'recorded') return words.answered;
  const said = whole === 'passed' ? words.all : whole === 'skipped' && passed === 0 ? words.none : filled(words.some, passed, total);
  if (whole !== 'passed' || result.points === undefined || result.points <= 0) return said;
  return `${said} ${result.points === 1 ? words.point : filled(words.points, result.points)}.`;
}

function made<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  if (text !== '') element.textContent = text;
  return element;
}
