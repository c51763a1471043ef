// Shows the course's page: when its folder is opened for the first time, and when it is asked for.

import * as vscode from 'vscode';
import type { CourseModel } from './courseModel.ts';
import { t } from './text.ts';
import { welcomeHtml } from './welcomeHtml.ts';

const seen = 'coursekit.welcomed';

export class Welcome implements vscode.Disposable {
  private panel: vscode.WebviewPanel | null = null;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly model: CourseModel,
    private readonly memory: vscode.Memento,
    private readonly extension: vscode.Uri,
  ) {
    this.subscription = model.onDidChange(() => {
      this.draw();
      this.greet();
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.panel?.dispose();
  }

  show(): void {
    if (this.panel === null) {
      this.panel = vscode.window.createWebviewPanel('coursekit.welcome', t('Course'), vscode.ViewColumn.Active, {
        enableCommandUris: ['coursekit.open'],
        localResourceRoots: [],
      });
      this.panel.iconPath = {
        light: vscode.Uri.joinPath(this.extension, 'media', 'course-light.svg'),
        dark: vscode.Uri.joinPath(this.extension, 'media', 'course-dark.svg'),
      };
      this.panel.onDidDispose(() => {
        this.panel = null;
      });
    }
    this.draw();
    this.panel.reveal();
  }

  private draw(): void {
    if (this.panel === null) return;
    this.panel.title = this.model.courses[0]?.name ?? t('Course');
    this.panel.webview.html = welcomeHtml(
      this.model.courses,
      ({ uri }, info) => this.model.standingOf({ notebook: vscode.Uri.parse(uri), info }),
      vscode.env.language,
    );
  }

  /** Once in each folder, and not over what is open. */
  private greet(): void {
    if (this.model.courses.length === 0 || this.memory.get(seen, false)) return;
    void this.memory.update(seen, true);
    const nothingOpen = vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0);
    if (nothingOpen && vscode.workspace.getConfiguration('coursekit').get('welcome.show', true)) this.show();
  }
}
