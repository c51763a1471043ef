// What a student does in a real VS Code, from the opened folder to the submission.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { control, Editor, tools } from './editor.ts';
import { courseFolder } from './lab.ts';

const found = tools(),
  release = process.env['COURSEKIT_RELEASE'] ?? '',
  server = process.env['COURSEKIT_SERVER'] ?? '';
const skip = typeof found === 'string' ? found : release === '' ? 'no release folder is named' : false;
const fake = server.endsWith('fake-server');

let editor: Editor,
  folder = '';

before(async () => {
  if (skip !== false) return;
  folder = courseFolder(release);
  editor = await Editor.open(found as Exclude<typeof found, string>, { folder, server, theme: 'Dark Modern' });
});

after(async () => {
  if (skip !== false) return;
  await editor?.close();
  rmSync(dirname(folder), { recursive: true, force: true });
});

/** A step; where it fails, a picture is kept. */
const step = (name: string, act: () => Promise<void>, only = true): void => {
  test(name, { skip: skip !== false ? skip : only ? false : 'not with this server', timeout: 600_000 }, async () => {
    try {
      await act();
    } catch (error) {
      await editor.screenshot(`failed ${name.replace(/[^\w ]/g, '')}`);
      // A dialog that was left open must not fail the steps after this one.
      for (let i = 0; i < 2; i++) await editor.page.keyboard.press('Escape');
      throw error;
    }
  });
};

const statusBar = (text: string | RegExp): Locator => editor.page.locator('.part.statusbar .statusbar-item', { hasText: text });
const output = (text: string | RegExp): Locator => editor.outputs().locator('.output', { hasText: text }).first();
const lens = (title: string): Locator => editor.row(stub).locator('.codelens-decoration a', { hasText: title }).first();
const notification = (text: string): Locator => editor.page.locator('.notification-toast', { hasText: text }).first();
const answerStatus = (text: string): Locator => editor.page.locator('.cell-statusbar-container', { hasText: text }).first();

/** The exercise of these steps: a function and its slope. */
const [stub, value] = ['class SigmoidUnit : IActivation', 'public double F(double z) => 1 / (1 + Math.Exp(-z));'];
const [wrong, right] = ['F(z) * (1 + F(z))', 'F(z) * F(-z)'];

/** The exercises and grades at the side; a click on the icon of a view that is there would close it. */
async function courseView(): Promise<void> {
  if (!(await editor.page.locator('.sidebar .title-label', { hasText: /^Course/ }).isVisible()))
    await editor.page.locator('.activitybar .action-label[aria-label="Course"]').click();
}

async function write(line: string, code: string): Promise<void> {
  await editor.editCell(line);
  await editor.page.keyboard.press(`${control}+a`);
  await editor.page.keyboard.insertText(code);
}

const answer = (slope: string): Promise<void> => write(stub, `${stub}\n{\n    ${value}\n\n    public double D(double z) => ${slope};\n}`);

/** The course's own program, as an instructor has it: that of a release keeps no gradebook. */
const program = resolve('..', 'CourseKit', 'bin', 'Release', 'net10.0', 'coursekit.dll');

/** Grades what was submitted, as an instructor does in the course's own repository. */
function grade(course: string): void {
  const [submitted, grades] = [join(course, 'submitted'), join(course, 'grades')];
  const done = spawnSync('dotnet', ['exec', program, 'grade', submitted, '-o', grades, '--jobs', '1', '--allow-unsandboxed'], {
    cwd: resolve('..'),
    encoding: 'utf8',
  });
  assert.equal(done.status, 0, `${done.stdout}${done.stderr}`);
}

/** Saves the notebook in front and reads its file. */
async function saved(name: string): Promise<{ cells: SavedCell[]; size: number }> {
  await editor.page.keyboard.press(`${control}+s`);
  await editor.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  const text = readFileSync(join(folder, 'notebooks', name), 'utf8');
  return { cells: (JSON.parse(text) as { cells: SavedCell[] }).cells, size: text.length };
}

interface SavedCell {
  cell_type: string;
  source: string[];
  outputs?: { output_type: string; data?: Record<string, unknown> }[];
  execution_count?: number | null;
}

async function runCell(text: string): Promise<void> {
  await editor.editCell(text);
  await editor.page.keyboard.press(`${control}+Enter`);
}

step('the course shows itself when its folder is opened', async () => {
  await editor
    .welcome()
    .getByText(/exercises done/)
    .first()
    .waitFor();
  await editor.screenshot('dark 1 welcome');
});

step('a notebook has its kernel with no question, and its exercises', async () => {
  await editor.openFile('02-activations.ipynb');
  await editor.page.locator('.kernel-label', { hasText: 'C# (CourseKit)' }).waitFor();
  await statusBar('0/7 exercises').waitFor();
  await editor.page.locator('.notebook-toolbar-container', { hasText: 'Restart C#' }).waitFor();
});

step('an answer that is wrong is told what is wrong', async () => {
  await answer(wrong);
  await editor.page.keyboard.press(`${control}+Shift+Enter`);
  await answerStatus('02.2: 1 of 3 checks passed').waitFor();
  await lens('✗ Check this exercise').waitFor();
  await editor.page.locator('.squiggly-warning').first().waitFor();
  await editor.cell('Check.Report("02.2")');
  await output('slopes').waitFor();
  await editor.scroll(200);
  await editor.screenshot('dark 2 wrong');
});

step('a hint, and the next', async () => {
  await editor.cell(stub);
  await lens('Hint').click();
  await notification('Exercise 02.2, hint 1').waitFor();
  await editor.screenshot('dark 3 hint');
  await editor.command('Notifications: Clear All Notifications');
});

step('an answer that is right passes everywhere', async () => {
  await answer(right);
  await lens('Check this exercise').click();
  await answerStatus('02.2: all 3 checks passed').waitFor();
  await statusBar('1/7 exercises').waitFor();
  await courseView();
  await editor.page.locator('.pane-body [role="treeitem"][aria-label*="02.2"][aria-label*="passed"]').first().waitFor();
  await editor.cell('Check.Report("02.2")');
  await output(/All checks passed/).waitFor();
  await editor.scroll(450);
  await editor.screenshot('dark 4 right');
});

step('the Testing view knows, and can check by itself', async () => {
  await editor.command('Testing: Focus on Test Explorer View');
  const view = editor.page.locator('.test-explorer');
  await view
    .getByRole('treeitem', { name: /Activations/ })
    .first()
    .waitFor();
  await editor.screenshot('dark 5 testing');
});

step('a reset brings the stub back, and clears what the checks said', async () => {
  await editor.cell(stub);
  await lens('Reset').click();
  await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Reset' }).click();
  await editor
    .row(stub)
    .locator('.view-line', { hasText: /YOUR\sCODE\sHERE/ })
    .first()
    .waitFor();
  await lens('○ Check this exercise').waitFor();
  await editor.outputs().getByText('All checks passed').waitFor({ state: 'hidden' });
});

step('what passed can be compared with', async () => {
  await lens('Compare').click();
  await editor.page.locator('.monaco-diff-editor .modified .view-line', { hasText: 'NotImplementedException' }).first().waitFor();
  await editor.screenshot('dark 6 compare');
  await editor.page
    .locator('.tab.active')
    .getByRole('button', { name: /^Close/ })
    .click();
  await editor.page.locator('.monaco-diff-editor').first().waitFor({ state: 'hidden' });
});

step(
  'an answer that is judged when the work is graded is told so, and counts as done',
  async () => {
    await answer(right);
    const asked = 'double LargestFactor()';
    await write(asked, `${asked} => Math.Pow(0.25, 10);`);
    await editor.page.keyboard.press(`${control}+Shift+Enter`);
    await answerStatus('02.1: answered; judged when the work is graded').waitFor();
    await statusBar('1/7 exercises').waitFor();
    await editor.cell('Check.Report("02.1")');
    await output('Answered; judged when the work is graded.').waitFor();
    await editor.screenshot('dark 6b answered');
  },
  !fake,
);

step('a submission gives a receipt', async () => {
  await answer(right);
  await editor.page.locator('.notebook-toolbar-container').getByText('Submit', { exact: true }).click();
  await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Submit' }).click();
  const name = editor.page.locator('.quick-input-widget input').first();
  await name.fill('Ada Lovelace');
  await name.press('Enter');
  await notification('Receipt:').waitFor();
  await editor.screenshot('dark 7 submitted');
  await editor.command('Notifications: Clear All Notifications');
});

step('a cell prints to both streams', async () => {
  await editor.openFile('lab.ipynb');
  await runCell('hello from C#');
  await output('hello from C#').waitFor();
  await output('and from stderr').waitFor();
});

step('an exception is shown and marked at its line', async () => {
  await runCell('it broke');
  await output('Exception: it broke').waitFor();
  await editor.page.locator('.squiggly-error').first().waitFor();
  await editor.screenshot('dark 8 outputs');
});

step('a cell that reads a line asks for it', async () => {
  await runCell('Console.ReadLine()');
  const input = editor.page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await input.fill('Ada');
  await input.press('Enter');
  await output('Hello, Ada').waitFor();
});

step('a display is updated in place', async () => {
  await runCell('// progress');
  await output('step 3 of 3').waitFor();
  assert.equal(await editor.outputs().getByText('step 0 of 3').count(), 0);
});

step('a chart is interactive and as wide as its cell', async () => {
  await runCell('Chart.Line(');
  const plot = editor.outputs().locator('.js-plotly-plot').first();
  await plot.waitFor();
  await editor.page.waitForTimeout(500);
  const [width, room] = await plot.evaluate(element => [element.querySelector('svg')!.clientWidth, element.parentElement!.clientWidth]);
  assert.ok(Math.abs(width! - room!) <= 4, `${width} of ${room} pixels`);
  await editor.screenshot('dark 9 chart');
});

step('an interrupt ends a cell, and variables stay', async () => {
  await runCell('int kept = 41;');
  await runCell('while (true)');
  await output('on and on').waitFor();
  await editor.command('Notebook: Interrupt');
  await output(/interrupt/i).waitFor();
  if (fake) return;
  await runCell('kept + 1');
  await output('kept 42').waitFor();
});

step('a restart forgets them', async () => {
  await editor.command('CourseKit: Restart C#');
  await statusBar('C# was restarted').waitFor();
  if (fake) return;
  await runCell('kept + 1');
  await output('CS0103').waitFor();
});

step('typing completes', async () => {
  await editor.editCell('// type here');
  const { page } = editor;
  await editor.scroll(150);
  await page.keyboard.type('\nConsole.');
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'Beep' }).first().waitFor();
  await page.keyboard.type('Wri');
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'WriteLine' }).first().waitFor();
  await editor.screenshot('dark 10 completion');
  for (const key of ['Escape', 'Backspace', 'Backspace', 'Backspace']) await page.keyboard.press(key);
});

step(
  'a mistake is underlined while it is typed, and named',
  async () => {
    const { page } = editor;
    await page.keyboard.press(`${control}+a`);
    await page.keyboard.insertText('int wrong = "text";');
    await editor.row('int wrong').locator('.squiggly-error').first().waitFor();
    // What was said of the text before is gone by then.
    await page.waitForTimeout(2000);
    await page.keyboard.press('Home');
    await page.keyboard.press('F8');
    await page.locator('.peekview-widget, .marker-widget', { hasText: 'CS0029' }).first().waitFor();
    await editor.screenshot('dark 10b mistake');
    await page.keyboard.press('Escape');
    await page.keyboard.press(`${control}+a`);
    await page.keyboard.insertText('// type here\nMath.Exp(1)\nConsole.');
  },
  !fake,
);

step('a call shows its signature', async () => {
  await editor.page.keyboard.type('WriteLine(');
  await editor.page.locator('.parameter-hints-widget.visible').waitFor();
  await editor.page.keyboard.press('Escape');
});

step('a name tells what it is', async () => {
  const { page } = editor;
  await page.keyboard.press(`${control}+a`);
  await page.keyboard.insertText('Math.Exp(1)');
  for (const key of ['Home', ...Array<string>(6).fill('ArrowRight')]) await page.keyboard.press(key);
  await page.keyboard.press(`${control}+k`);
  await page.keyboard.press(`${control}+i`);
  await page.locator('.monaco-hover:visible', { hasText: 'Math.Exp' }).first().waitFor();
  await editor.screenshot('dark 11 hover');
  await page.keyboard.press('Escape');
});

step('a light theme shows the same', async () => {
  await editor.theme('light');
  await editor.cell('Chart.Line(');
  await editor.scroll(500);
  await editor.screenshot('light 1 chart');
  await editor.openFile('02-activations.ipynb');
  await editor.cell('Check.Report("02.2")');
  await editor.page.waitForTimeout(800);
  await editor.screenshot('light 2 check');
});

// Whole notebooks take minutes; those of a course that the program was released with.
const whole: readonly [string, readonly string[]][] = [
  ['02-activations.ipynb', ['Units that are negative for every', 'Check.Report("02.5")']],
  ['07-batchnorm-derived.ipynb', ['What twenty sigmoid neurons', 'Check.Report("07.1")', 'One feature: as it comes']],
  ['08-batchnorm2d.ipynb', ['Twenty test images', 'Four channels of a batch', 'Check.Report("08.1")']],
];
for (const [name, places] of whole)
  step(
    `${name} runs whole, in a light and a dark theme`,
    async () => {
      const { page } = editor,
        started = Date.now();
      await editor.openFile(name);
      await editor.command('CourseKit: Restart C# and Run All Cells');
      await page.locator('.notebook-toolbar-container').getByText('Interrupt', { exact: true }).waitFor();
      await editor.idle(540_000);
      const { cells, size } = await saved(name),
        code = cells.filter(({ cell_type }) => cell_type === 'code');
      console.log(`${name}: ${code.length} cells in ${((Date.now() - started) / 1000).toFixed(1)} s, ${(size / 1e6).toFixed(2)} MB saved`);
      for (const { source, outputs, execution_count } of code) {
        assert.ok(execution_count, `not run: ${source.join('')}`);
        assert.ok(!outputs?.some(({ output_type }) => output_type === 'error'), `failed: ${source.join('')}`);
      }
      const charts = code
        .flatMap(({ outputs }) => outputs ?? [])
        .filter(({ data }) => data?.['application/vnd.plotly.v1+json'] !== undefined);
      assert.ok(charts.length > 0, 'a notebook without charts');
      assert.ok(!charts.some(({ data }) => data?.['text/html'] !== undefined), 'a chart is stored as a page as well');
      for (const theme of ['light', 'dark'] as const) {
        await editor.theme(theme);
        for (const [index, place] of places.entries()) {
          await editor.find(place);
          await editor.scroll(350);
          await editor.screenshot(`${theme} ${name.slice(0, 2)} ${index + 1}`);
        }
      }
    },
    !fake && process.env['E2E_WHOLE'] !== 'no',
  );

step('what was submitted is graded, and an instructor gives a mark in the editor', async () => {
  const [student, points] = fake ? ['Anna', '7.5 of 12'] : ['Ada Lovelace', '4.5 of 18'];
  if (!fake) {
    grade(folder);
    await editor.close();
    editor = await Editor.open(found as Exclude<typeof found, string>, { folder, server: program, theme: 'Light Modern' });
  }
  const { page } = editor;
  if (fake) await editor.command('CourseKit: Refresh');
  await courseView();
  await page.getByRole('treeitem', { name: new RegExp(`^${student}`) }).click();
  const notebook = page.getByRole('treeitem', { name: new RegExp(`^${student}, 02-activations`) });
  await notebook.hover();
  await notebook.getByRole('button', { name: 'Give a Mark' }).click();
  const input = page.locator('.quick-input-widget input').first();
  await input.fill('02.3');
  await input.press('Enter');
  await page.locator('.quick-input-widget', { hasText: 'Points for exercise 02.3' }).waitFor();
  await input.fill('0.5');
  await input.press('Enter');
  await page.locator('.quick-input-widget', { hasText: 'A comment' }).waitFor();
  await input.press('Enter');
  await page
    .getByRole('treeitem', { name: new RegExp(`${points.replace('.', '\\.')} points`) })
    .first()
    .waitFor();
  await editor.screenshot('light 3 grades');
});
