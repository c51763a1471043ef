// Checks an exercise: runs what it stands on, the answer and its checks.

import * as vscode from 'vscode';
import { lacksAName, planCheck } from './checkPlan.ts';
import type { CourseModel } from './courseModel.ts';
import type { Kernel } from './kernel.ts';
import { cellRole } from './notebookFacts.ts';
import { standing, type Standing } from './progress.ts';
import type { RunEnd } from './wire.ts';

export class Checking {
  constructor(
    private readonly kernel: Kernel,
    private readonly model: CourseModel,
  ) {}

  /** How it came out; null when the notebook lacks the exercise or a cell was interrupted or killed. */
  async check(notebook: vscode.NotebookDocument, exercise: string): Promise<Standing | null> {
    await this.kernel.choose(notebook);
    const first = this.plan(notebook, exercise);
    if (first === null) return null;
    this.model.forgetResults(notebook.uri, exercise);
    let ends = await this.run(notebook, first.before, first.own);
    if (first.left.length > 0 && ends?.some(({ error }) => lacksAName(error?.message)) === true)
      ends = await this.run(notebook, first.left, first.own);
    return ends === null ? null : standing(this.model.resultsOf(notebook.uri, exercise));
  }

  private plan(notebook: vscode.NotebookDocument, exercise: string): ReturnType<typeof planCheck> {
    return planCheck(
      notebook
        .getCells()
        .map(cell => ({ ...cellRole(cell.metadata), ran: cell.kind !== vscode.NotebookCellKind.Code || this.kernel.hasRun(cell) })),
      exercise,
    );
  }

  /** How the exercise's own cells ended; null when one before them broke off the whole. */
  private async run(notebook: vscode.NotebookDocument, before: number[], own: number[]): Promise<RunEnd[] | null> {
    const cells = notebook.getCells(),
      wanted = [...before, ...own].map(index => cells[index]!);
    const ends = await this.kernel.run(wanted, notebook, { stopOnError: false });
    return ends.length < wanted.length || ends.some(({ state }) => state === 'died' || state === 'interrupted')
      ? null
      : ends.slice(before.length);
  }
}
