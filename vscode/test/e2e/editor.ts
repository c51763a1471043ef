// A real VS Code with the packaged extension, and a browser that works in it as a student would.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type FrameLocator, type Locator, type Page } from 'playwright-core';

/** What the tests need on the machine; the script in .ci gets it. */
export interface Tools {
  /** The Node that code-server wants. */
  node: string;
  /** code-server's entry.js. */
  codeServer: string;
  chromium: string;
  vsix: string;
  screenshots: string;
}

export interface Setup {
  folder: string;
  /** The program behind the extension; empty: the folder's own. */
  server: string;
  theme: string;
}

export const control = process.platform === 'darwin' ? 'Meta' : 'Control';

/** The notebook in front; others stay in the window, unseen. */
const notebook = '.notebookOverlay:visible';

/** How long anything may take on a busy machine, in milliseconds. */
const patience = 1000 * Number(process.env['E2E_PATIENCE'] ?? 60);

/** An editor window. */
export class Editor {
  page!: Page;
  /** When the folder was opened, in Unix milliseconds. */
  openedAt = 0;
  private browser: Browser | null = null;

  private constructor(
    private readonly child: ChildProcess,
    private readonly home: string,
    private readonly tools: Tools,
  ) {}

  static async open(tools: Tools, setup: Setup): Promise<Editor> {
    const home = mkdtempSync(join(tmpdir(), 'coursekit-e2e-')),
      data = join(home, 'data');
    const settings = JSON.stringify({
      'coursekit.server.path': setup.server,
      'workbench.colorTheme': setup.theme,
      'workbench.startupEditor': 'none',
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'chat.disableAIFeatures': true,
      'extensions.ignoreRecommendations': true,
      'telemetry.telemetryLevel': 'off',
      'git.enabled': false,
      'typescript.validate.enable': false,
      'files.autoSave': 'off',
      // What moves is drawn again and again, by a browser without a graphics card.
      'workbench.reduceMotion': 'on',
      'editor.cursorBlinking': 'solid',
      // Text that a test types stays as it is.
      'editor.autoIndent': 'none',
      'editor.autoClosingBrackets': 'never',
    });
    for (const who of ['User', 'Machine']) {
      mkdirSync(join(data, who), { recursive: true });
      writeFileSync(join(data, who, 'settings.json'), settings);
    }
    const own = ['--user-data-dir', data, '--extensions-dir', join(home, 'extensions')],
      env = { ...process.env, HOME: home };
    const installed = spawnSync(tools.node, [tools.codeServer, ...own, '--install-extension', tools.vsix], { env, encoding: 'utf8' });
    if (installed.status !== 0) throw new Error(`the extension was not installed: ${installed.stdout}${installed.stderr}`);

    const quiet = [
      '--auth',
      'none',
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
    ];
    const { child, address } = await started(tools.node, [tools.codeServer, ...own, ...quiet], env);
    const editor = new Editor(child, home, tools);
    try {
      editor.browser = await chromium.launch({
        executablePath: tools.chromium,
        timeout: patience,
        args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
      });
      editor.page = await editor.browser.newPage({ viewport: { width: 1360, height: 940 }, reducedMotion: 'reduce' });
      editor.page.setDefaultTimeout(patience);
      editor.openedAt = Date.now();
      await editor.page.goto(`http://${address}/?folder=${encodeURIComponent(setup.folder)}`, { waitUntil: 'domcontentloaded' });
      await editor.page.locator('.monaco-workbench .part.statusbar').waitFor();
      return editor;
    } catch (error) {
      await editor.close();
      throw error;
    }
  }

  /** Closes the window, then the editor's server. */
  async close(): Promise<void> {
    await this.browser?.close();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise(resolve => this.child.once('exit', resolve));
      process.kill(-this.child.pid!, 'SIGTERM');
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(this.tools.screenshots, { recursive: true });
    await this.page.screenshot({ path: join(this.tools.screenshots, `${name}.png`) });
  }

  /** Runs a command of the palette by its title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    await input.press('Enter');
  }

  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press(`${control}+p`);
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).first().waitFor();
    await input.press('Enter');
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator(`${notebook} .monaco-list-row`).first().waitFor({ state: 'attached' });
  }

  /** The cell that holds this text, in view. */
  async cell(text: string): Promise<Locator> {
    const cell = this.row(text);
    if (await cell.isVisible()) return cell;
    await this.top();
    for (let i = 0; i < 300 && !(await cell.isVisible()); i++) {
      await this.wheel(700);
      await this.page.waitForTimeout(100);
    }
    await cell.waitFor();
    return cell;
  }

  /** The place that the notebook's own search finds, in view. */
  async find(text: string): Promise<void> {
    await this.page.keyboard.press(`${control}+f`);
    const widget = this.page.locator('.simple-fr-find-part-wrapper.visible').first(),
      input = widget.locator('input').first();
    await input.fill(text);
    await widget.getByText(/\d+ of \d+/).waitFor();
    for (let i = 0; i < 5 && !(await this.row(text).isVisible()); i++) {
      await input.press('Enter');
      await this.page.waitForTimeout(1500);
    }
    await this.row(text).waitFor();
    await input.press('Escape');
  }

  async theme(wanted: 'light' | 'dark'): Promise<void> {
    const there = this.page.locator(wanted === 'light' ? '.monaco-workbench.vs' : '.monaco-workbench.vs-dark');
    if ((await there.count()) === 0) await this.command('Preferences: Toggle between Light/Dark Themes');
    await there.waitFor();
  }

  /** The cell that holds this text, as the list has it now. */
  row(text: string): Locator {
    return this.page.locator(`${notebook} .monaco-list-row`, { has: this.code(text) }).first();
  }

  /** Puts the cursor into a cell, at the end of the line with this text. */
  async editCell(text: string): Promise<Locator> {
    // By the mouse's place: a click on the element would first scroll the list sideways.
    const [highest, lowest] = [122, 820];
    for (let i = 0; i < 20; i++) {
      const cell = await this.cell(text),
        line = await cell
          .locator(this.code(text))
          .first()
          .boundingBox({ timeout: 3000 })
          .catch(() => null);
      if (line !== null && line.y > highest && line.y < lowest) {
        await this.page.mouse.click(line.x + 8, line.y + line.height / 2);
        await this.page.keyboard.press('End');
        return cell;
      }
      await this.scroll(line !== null && line.y <= highest ? -100 : 100);
    }
    throw new Error(`the cell with "${text}" does not come into view`);
  }

  /** Scrolls the notebook by so many pixels, and lets it settle. */
  async scroll(pixels: number): Promise<void> {
    await this.page
      .locator(`${notebook} .cell-list-container .monaco-scrollable-element`)
      .first()
      .hover({ position: { x: 10, y: 200 } });
    await this.wheel(pixels);
    await this.page.waitForTimeout(700);
  }

  /** VS Code takes 120 units of a wheel for a notch of 50 pixels. */
  private wheel(pixels: number): Promise<void> {
    return this.page.mouse.wheel(0, pixels * 2.4);
  }

  /** The first cell, in view. */
  async top(): Promise<void> {
    await this.page
      .locator(`${notebook} .cell-list-container .monaco-scrollable-element`)
      .first()
      .hover({ position: { x: 10, y: 200 } });
    for (let i = 0; i < 10; i++) await this.wheel(-10_000);
    await this.page.waitForTimeout(700);
  }

  /** Waits until nothing runs in the notebook in front: between two cells it also looks so, for a moment. */
  async idle(patience: number): Promise<void> {
    const interrupt = this.page.locator('.notebook-toolbar-container').getByText('Interrupt', { exact: true });
    for (let quiet = 0, end = Date.now() + patience; quiet < 8; quiet = (await interrupt.isVisible()) ? 0 : quiet + 1) {
      if (Date.now() > end) throw new Error(`the notebook runs for more than ${patience} ms`);
      await this.page.waitForTimeout(250);
    }
  }

  /** The outputs of the notebook in front, which are a page of their own. */
  outputs(): FrameLocator {
    return inner(this.page.locator(`${notebook} iframe.webview.ready`));
  }

  /** The course's page. */
  welcome(): FrameLocator {
    return inner(this.page.locator('.webview-overlay-content iframe.webview.ready:visible'));
  }

  private code(text: string): Locator {
    // VS Code draws spaces as no-break spaces.
    return this.page.locator('.view-line', { hasText: new RegExp(escaped(text).replaceAll(' ', '[\\s\\u00a0]')) });
  }
}

const inner = (webview: Locator): FrameLocator => webview.first().contentFrame().frameLocator('#active-frame');

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/**
 * The editor's server when it answers. It gives up by itself where its own processes need more than ten seconds to find each other: then
 * again.
 */
async function started(node: string, args: string[], env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; address: string }> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(node, [...args, '--bind-addr', address], { env, stdio: 'ignore', detached: true });
    while (child.exitCode === null && child.signalCode === null) {
      try {
        if ((await fetch(`http://${address}/healthz`)).ok) return { child, address };
      } catch {
        // Not yet.
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  throw new Error('code-server does not start');
}

/** The tools that the environment names; null where one is missing, with the reason. */
export function tools(): Tools | string {
  const named = (name: string): string => process.env[name] ?? '';
  const found: Tools = {
    node: named('CODE_SERVER_NODE'),
    codeServer: named('CODE_SERVER_ENTRY'),
    chromium: named('CHROMIUM') || '/usr/bin/chromium',
    vsix: join(process.cwd(), 'coursekit.vsix'),
    screenshots: named('SCREENSHOTS') || join(process.cwd(), 'screenshots'),
  };
  for (const [what, file] of Object.entries({
    node: found.node,
    'code-server': found.codeServer,
    chromium: found.chromium,
    'coursekit.vsix': found.vsix,
  }))
    if (!existsSync(file)) return `${what} is not there (${file || 'not named'})`;
  return found;
}
