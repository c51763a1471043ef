// The place of a running cell's outputs in VS Code.

import * as vscode from 'vscode';
import type { Item } from './mimeBundle.ts';
import { traceOf, type Sink, type StreamName } from './outputs.ts';
import { t } from './text.ts';
import type { RunEnd, RunError } from './wire.ts';

export class VsSink implements Sink<vscode.NotebookCellOutput> {
  constructor(private readonly execution: vscode.NotebookCellExecution) {}

  appendStream(name: StreamName, text: string): { output: vscode.NotebookCellOutput; done: Thenable<void> } {
    const output = new vscode.NotebookCellOutput([streamItem(name, text)], { outputType: 'stream' });
    return { output, done: this.execution.appendOutput(output) };
  }

  extendStream(output: vscode.NotebookCellOutput, name: StreamName, text: string): Thenable<void> {
    return this.execution.appendOutputItems(streamItem(name, text), output);
  }

  append(items: Item[], metadata: Record<string, unknown>): { output: vscode.NotebookCellOutput; done: Thenable<void> } {
    const output = new vscode.NotebookCellOutput(items.map(asVsItem), { outputType: 'display_data', metadata });
    return { output, done: this.execution.appendOutput(output) };
  }

  replace(output: vscode.NotebookCellOutput, items: Item[]): Thenable<void> {
    return this.execution.replaceOutputItems(items.map(asVsItem), output);
  }

  clear(): Thenable<void> {
    return this.execution.clearOutput();
  }

  /** Says why a cell did not end well. */
  fail({ state, error }: RunEnd): Thenable<void> {
    const said = error ?? {
      name: state === 'died' ? t('The C# process ended') : t('Interrupted'),
      trace: '',
      message: state === 'died' ? t('All variables are lost.') : '',
    };
    return this.execution.appendOutput(
      new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error(asError(said))], { outputType: 'error' }),
    );
  }
}

const streamItem = (name: StreamName, text: string): vscode.NotebookCellOutputItem =>
  name === 'stderr' ? vscode.NotebookCellOutputItem.stderr(text) : vscode.NotebookCellOutputItem.stdout(text);

const asVsItem = (item: Item): vscode.NotebookCellOutputItem =>
  'json' in item
    ? vscode.NotebookCellOutputItem.json(item.json, item.mime)
    : 'bytes' in item
      ? new vscode.NotebookCellOutputItem(item.bytes, item.mime)
      : vscode.NotebookCellOutputItem.text(item.text, item.mime);

function asError({ name, message, trace }: RunError): Error {
  const error = new Error(message);
  error.name = name;
  error.stack = traceOf({ name, message, trace });
  return error;
}
