// Which cells a check runs.

import type { CellRole } from './notebookFacts.ts';

export interface PlannedCell extends CellRole {
  /** Ran in the present worker, with the code that it has now. */
  ran: boolean;
}

export interface CheckPlan {
  /** Indices, in order, of what the exercise stands on and has not run; a failure among them stops nothing. */
  before: number[];
  /** The answer and its checks. */
  own: number[];
  /** What was left out above, in case that the exercise needs it after all. */
  left: number[];
}

/** The plan for an exercise of a notebook; null when the notebook does not have it. */
export function planCheck(cells: readonly PlannedCell[], exercise: string): CheckPlan | null {
  const mine = (cell: PlannedCell, role: string): boolean => cell.role === role && cell.exercise === exercise;
  const answer = cells.findIndex(cell => mine(cell, 'answer'));
  if (answer < 0) return null;
  const indices = cells.map((_, index) => index);
  const last = indices.findLast(index => mine(cells[index]!, 'check')) ?? answer;
  const missing = indices.filter(index => index < last && index !== answer && !cells[index]!.ran && !mine(cells[index]!, 'check'));
  const needless = (index: number): boolean => cells[index]!.apart || cells[index]!.role === 'check';
  return {
    before: missing.filter(index => index < answer && !needless(index)),
    own: indices.filter(index => index === answer || mine(cells[index]!, 'check')),
    left: missing.filter(index => index < answer && needless(index)),
  };
}

/** Whether a cell failed because a name is missing that another cell declares. */
export const lacksAName = (message: string | undefined): boolean => /\bCS(0103|0246)\b/.test(message ?? '');
