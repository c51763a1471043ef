// What failed, as squiggles: a failing check at its answer, an exception at its line.

import * as vscode from 'vscode';
import type { CourseModel } from './courseModel.ts';
import type { Kernel } from './kernel.ts';
import { cellRole } from './notebookFacts.ts';
import { t } from './text.ts';
import type { CheckLine, RunError } from './wire.ts';

export class CheckDiagnostics implements vscode.Disposable {
  private readonly ofChecks = vscode.languages.createDiagnosticCollection('coursekit-checks');
  private readonly ofRuns = vscode.languages.createDiagnosticCollection('coursekit-runs');
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly model: CourseModel,
    kernel: Kernel,
  ) {
    this.subscriptions = [
      this.ofChecks,
      this.ofRuns,
      model.onDidChange(() => this.showChecks()),
      kernel.onEnd(({ cell, end }) =>
        this.ofRuns.set(
          cell.document.uri,
          end.state === 'error' && end.error !== undefined ? atError(cell.document, end.error) : undefined,
        ),
      ),
      // An exception is about the code that ran, not about the code as it is now.
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.ofRuns.has(document.uri)) this.ofRuns.delete(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.ofRuns.delete(uri)),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private showChecks(): void {
    this.ofChecks.clear();
    for (const notebook of vscode.workspace.notebookDocuments)
      for (const cell of notebook.getCells()) {
        const { role, exercise } = cellRole(cell.metadata);
        if (role !== 'answer' || exercise === undefined) continue;
        const failed = this.model
          .resultsOf(notebook.uri, exercise)
          .flatMap(({ checks }) => checks)
          .filter(({ state }) => state === 'failed');
        if (failed.length > 0)
          this.ofChecks.set(
            cell.document.uri,
            failed.map(line => atAnswer(cell.document, exercise, line)),
          );
      }
  }
}

function atAnswer(document: vscode.TextDocument, exercise: string, line: CheckLine): vscode.Diagnostic {
  const text = line.message === undefined ? t('Check "{0}" failed.', line.name) : `${line.name}: ${line.message}`;
  const diagnostic = new vscode.Diagnostic(wordsOf(document, line.line ?? 1), text, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = t('check {0}', exercise);
  return diagnostic;
}

function atError(document: vscode.TextDocument, { name, message, line, column }: RunError): vscode.Diagnostic[] {
  if (line === undefined) return [];
  const at = new vscode.Position(clamp(line, document.lineCount) - 1, Math.max(0, (column ?? 1) - 1));
  const range =
    column === undefined
      ? wordsOf(document, line)
      : (document.getWordRangeAtPosition(document.validatePosition(at)) ?? wordsOf(document, line));
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = name;
  return [diagnostic];
}

/** A line without its indentation; lines count from 1. */
function wordsOf(document: vscode.TextDocument, line: number): vscode.Range {
  const { text, firstNonWhitespaceCharacterIndex, range } = document.lineAt(clamp(line, document.lineCount) - 1);
  return new vscode.Range(range.start.line, firstNonWhitespaceCharacterIndex, range.start.line, text.trimEnd().length);
}

const clamp = (line: number, lines: number): number => Math.min(Math.max(1, Math.trunc(line)), lines);
