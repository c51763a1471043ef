// The check renderer's line to the extension: it asks for words, and for another check.

import * as vscode from 'vscode';
import type { Checking } from './checking.ts';
import { t } from './text.ts';
import { words } from './renderers/checkWords.ts';

type FromRenderer = { kind: 'words' } | { kind: 'check'; exercise: string };

export function linkRenderer(checking: Checking): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging('coursekit-check');
  return messaging.onDidReceiveMessage(({ editor, message }: { editor: vscode.NotebookEditor; message: FromRenderer }) => {
    if (message.kind === 'words') void messaging.postMessage({ kind: 'words', words: words(t) }, editor);
    else if (typeof message.exercise === 'string') void checking.check(editor.notebook, message.exercise);
  });
}
