// Hands a notebook in.

import * as vscode from 'vscode';
import type { CourseModel } from './courseModel.ts';
import type { Server } from './server.ts';
import { t } from './text.ts';
import { methods, type Submission } from './wire.ts';

export class Submitting {
  constructor(
    private readonly server: Server,
    private readonly model: CourseModel,
  ) {}

  /** Saves and submits; asks first where exercises are not passed, and once for the student's name. */
  async submit(notebook: vscode.NotebookDocument): Promise<void> {
    const info = this.model.notebook(notebook.uri),
      name = notebook.uri.path.split('/').at(-1) ?? '';
    if (info !== undefined && !(await this.agreed(info.title, this.model.tally([info])))) return;
    const student = await studentName();
    if (student === undefined) return;
    if (notebook.isDirty && !(await notebook.save())) throw new Error(t('{0} could not be saved.', name));
    const done = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: t('Submitting {0} …', name) },
      () => this.server.ask<Submission>(methods.submit, { notebook: notebook.uri.toString(), student }),
    );
    const copy = t('Copy the receipt'),
      show = t('Show the file');
    const time = new Date(done.time).toLocaleString(vscode.env.language);
    const chosen = await vscode.window.showInformationMessage(
      t('{0} was submitted to {1} at {2}. Receipt: {3}', name, done.to, time, done.receipt),
      copy,
      show,
    );
    if (chosen === copy) await vscode.env.clipboard.writeText(t('{0}, {1}, receipt {2}', name, time, done.receipt));
    if (chosen === show) await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.parse(done.file));
  }

  private async agreed(title: string, { done, total }: { done: number; total: number }): Promise<boolean> {
    if (done === total) return true;
    const yes = t('Submit');
    const chosen = await vscode.window.showWarningMessage(
      t('Submit "{0}" as it is?', title),
      { modal: true, detail: t('{0} of {1} exercises are done. Hidden checks are judged when the work is graded.', done, total) },
      yes,
    );
    return chosen === yes;
  }
}

/** The name that the course knows; undefined when the student gives none. */
async function studentName(): Promise<string | undefined> {
  const settings = vscode.workspace.getConfiguration('coursekit'),
    known = settings.get('student', '').trim();
  if (known !== '') return known;
  const given = await vscode.window.showInputBox({
    title: t('Submit'),
    prompt: t('Your name, as the course knows you. It is kept in the setting "coursekit.student".'),
    ignoreFocusOut: true,
    validateInput: text => (text.trim() === '' ? t('Your work must have a name.') : null),
  });
  if (given === undefined) return undefined;
  await settings.update('student', given.trim(), vscode.ConfigurationTarget.Global);
  return given.trim();
}
