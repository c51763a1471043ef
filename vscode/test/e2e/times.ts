// Times of what a student waits for, in a real VS Code: medians where a step can be repeated. Run it on a machine that does nothing else.

import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { control, Editor, tools } from './editor.ts';
import { courseFolder } from './lab.ts';

const found = tools(),
  release = process.env['COURSEKIT_RELEASE'] ?? '';
if (typeof found === 'string' || release === '') throw new Error(typeof found === 'string' ? found : 'no release folder is named');

const folder = courseFolder(release),
  editor = await Editor.open(found, { folder, server: '', theme: 'Dark Modern' });
const rows: [string, string][] = [];

/** Milliseconds that each of some runs took. */
async function timed(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const median = (all: number[]): number => all.sort((a, b) => a - b)[Math.floor(all.length / 2)]!;

async function runCell(text: string): Promise<void> {
  await editor.editCell(text);
  await editor.page.keyboard.press(`${control}+Enter`);
}

const said = (text: string | RegExp): Promise<void> => editor.outputs().locator('.output', { hasText: text }).first().waitFor();

async function typedOver(text: string): Promise<void> {
  await editor.page.keyboard.press(`${control}+a`);
  await editor.page.keyboard.insertText(text);
}

/** Of the server and the workers below it, in MB. */
function memory(): number {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' })
    .split('\n')
    .map(line => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(match => match !== null)
    .map(([, pid, parent, rss, args]) => ({ pid, parent, rss: Number(rss), args: args! }));
  const server = all.find(({ args }) => args.includes(folder) && args.includes('serve --stdio'))!;
  return all.filter(({ pid, parent }) => pid === server.pid || parent === server.pid).reduce((sum, { rss }) => sum + rss, 0) / 1024;
}

try {
  const { page } = editor;
  await editor.openFile('lab.ipynb');
  await runCell('hello from C#');
  await said('hello from C#');
  rows.push(['folder opened → first result', seconds(Date.now() - editor.openedAt)]);

  await editor.editCell('// type here');
  const suggestions = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'Beep' }).first();
  const completions: number[] = [];
  for (let i = 0; i < 6; i++) {
    await typedOver('Console');
    completions.push(await timed(async () => (await page.keyboard.type('.'), suggestions.waitFor())));
    await page.keyboard.press('Escape');
    await suggestions.waitFor({ state: 'hidden' });
  }
  rows.push(['completion, the first', seconds(completions.shift()!)], ['completion, warm', seconds(median(completions))]);

  await typedOver('Math.Exp(1)');
  await page.keyboard.press('Home');
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
  const hover = page.locator('.monaco-hover:visible', { hasText: 'Math.Exp' }).first(),
    hovers: number[] = [];
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press(`${control}+k`);
    hovers.push(await timed(async () => (await page.keyboard.press(`${control}+i`), hover.waitFor())));
    // Any key closes it; Escape could leave the cell as well.
    for (const key of ['ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    await hover.waitFor({ state: 'hidden' });
  }
  rows.push(['hover, warm', seconds(median(hovers))]);

  await runCell('while (true)');
  const stop = page.locator('.notebook-toolbar-container').getByText('Interrupt', { exact: true });
  await stop.waitFor();
  await page.waitForTimeout(1000);
  rows.push(['interrupt of an endless loop', seconds(await timed(async () => (await stop.click(), stop.waitFor({ state: 'hidden' }))))]);

  await editor.cell('Console.WriteLine($"kept');
  rows.push([
    'restart → first result',
    seconds(
      await timed(async () => {
        await page.locator('.notebook-toolbar-container').getByText('Restart C#', { exact: true }).click();
        await runCell('Console.WriteLine($"kept');
        await said('CS0103');
      }),
    ),
  ]);

  for (const name of ['02-activations.ipynb', '07-batchnorm-derived.ipynb']) {
    await editor.openFile(name);
    await runCell('using CourseLib.Autograd;');
    await page.locator('.cell-statusbar-container .codicon-notebook-state-success:visible').first().waitFor();
  }
  rows.push(['memory of the server and three workers', `${memory().toFixed(0)} MB`]);
  for (const [what, value] of rows) console.log(`| ${what} | ${value} |`);
} finally {
  await editor.close();
  rmSync(dirname(folder), { recursive: true, force: true });
}
