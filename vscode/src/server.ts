// The program behind the editor window: started when it is needed, one for all folders, restarted a few times when it dies.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, type LanguageClientOptions } from 'vscode-languageclient/node';
import { findProgram, type Program } from './program.ts';
import { t } from './text.ts';
import { methods, protocol, type InputParams, type OutputEvent, type WorkerParams } from './wire.ts';

/** Deaths within so many milliseconds, and how many of them are too many. */
const window = 180_000,
  mostDeaths = 4;

export class Server implements vscode.Disposable {
  private readonly outputs = new vscode.EventEmitter<OutputEvent>();
  private readonly workers = new vscode.EventEmitter<WorkerParams>();
  private readonly courses = new vscode.EventEmitter<void>();
  private readonly deaths = new vscode.EventEmitter<void>();
  private client: LanguageClient | null = null;
  private starting: Promise<LanguageClient> | null = null;
  private recent: number[] = [];

  readonly onOutput = this.outputs.event;
  readonly onWorker = this.workers.event;
  readonly onCourseChanged = this.courses.event;
  /** All workers are gone with it. */
  readonly onDied = this.deaths.event;

  /** Answers a cell that reads a line; null when the reader gives none. */
  readInput: (params: InputParams, token: vscode.CancellationToken) => Thenable<string | undefined> = () => Promise.resolve(undefined);

  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly version: string,
  ) {}

  get isRunning(): boolean {
    return this.client?.state === State.Running;
  }

  /** Asks the server, which is started if it does not run. */
  async ask<R>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<R> {
    const client = await this.start();
    // A token that is not there would be sent as a second parameter.
    return token === undefined ? client.sendRequest<R>(method, params) : client.sendRequest<R>(method, params, token);
  }

  /** @throws An error that says what to do, where there is no program or it speaks another wire. */
  start(): Promise<LanguageClient> {
    this.starting ??= this.begin().catch((error: unknown) => {
      this.starting = null;
      throw error;
    });
    return this.starting;
  }

  dispose(): Promise<void> {
    const client = this.client;
    this.client = null;
    this.starting = null;
    for (const emitter of [this.outputs, this.workers, this.courses, this.deaths]) emitter.dispose();
    return client === null || client.state !== State.Running ? Promise.resolve() : client.stop(2000).catch(() => undefined);
  }

  private async begin(): Promise<LanguageClient> {
    const client = new LanguageClient('coursekit', 'CourseKit', () => this.spawn(), this.options());
    client.onNotification(methods.output, (event: OutputEvent) => this.outputs.fire(event));
    client.onNotification(methods.worker, (worker: WorkerParams) => this.workers.fire(worker));
    client.onNotification(methods.courseChanged, () => this.courses.fire());
    client.onRequest(methods.input, async (params: InputParams, token: vscode.CancellationToken) => {
      const text = await this.readInput(params, token);
      return text === undefined ? null : { text };
    });
    client.onDidChangeState(({ oldState, newState }) => {
      if (oldState === State.Running && newState !== State.Running) this.deaths.fire();
      if (newState === State.Running) this.courses.fire();
    });
    this.client = client;
    await client.start();
    const found = client.initializeResult?.capabilities.experimental as { coursekit?: { protocol?: unknown } } | undefined;
    if (found?.coursekit?.protocol !== protocol) {
      await client.stop().catch(() => undefined);
      throw new Error(
        t(
          'The program speaks protocol {0}, the extension {1}. Run "coursekit vscode install" in the course\'s folder and reload the window.',
          String(found?.coursekit?.protocol ?? '?'),
          protocol,
        ),
      );
    }
    const { name, version } = client.initializeResult?.serverInfo ?? { name: 'coursekit' };
    this.log.info(`${name} ${version ?? ''}, protocol ${protocol}`);
    return client;
  }

  private spawn(): Promise<ChildProcess> {
    const folder =
      vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath ?? notebookFolder() ?? process.cwd();
    const program = this.program(folder);
    if (program === null)
      throw new Error(t('No coursekit program was found for {0}. Open the course\'s own folder, or set "coursekit.server.path".', folder));
    this.log.info(`${program.command} ${program.args.join(' ')}`);
    const child = spawn(program.command, program.args, { cwd: folder, stdio: 'pipe', windowsHide: true, shell: false });
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.log.info(text.trimEnd()));
    child.on('exit', (code, signal) => this.log.info(`server ended: ${signal ?? String(code)}`));
    return new Promise((resolve, reject) => {
      child.once('spawn', () => resolve(child));
      child.once('error', error => reject(new Error(t('{0} could not be started: {1}', program.command, error.message))));
    });
  }

  private program(folder: string): Program | null {
    const settings = vscode.workspace.getConfiguration('coursekit');
    return findProgram(
      folder,
      { server: settings.get('server.path', ''), dotnet: settings.get('dotnet.path', '') },
      { path, windows: process.platform === 'win32', env: process.env, exists: existsSync },
    );
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [{ notebook: { notebookType: 'jupyter-notebook' }, language: 'csharp' }],
      initializationOptions: { coursekit: { protocol, extension: this.version } },
      outputChannel: this.log,
      progressOnInitialization: false,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          const now = Date.now();
          this.recent = [...this.recent.filter(time => now - time < window), now];
          if (this.recent.length < mostDeaths) return { action: CloseAction.Restart, handled: true };
          this.starting = null;
          return { action: CloseAction.DoNotRestart, message: t('The coursekit program ended {0} times. Its log says why.', mostDeaths) };
        },
      },
    };
  }
}

const notebookFolder = (): string | undefined => {
  const open = vscode.workspace.notebookDocuments.find(({ uri }) => uri.scheme === 'file');
  return open === undefined ? undefined : path.dirname(open.uri.fsPath);
};
