// Points and flags in words, and what an instructor types as points.

import { t } from './text.ts';

const number = (value: number): string => String(Math.round(value * 100) / 100);

/** "1 point", "2.5 points". */
export const inPoints = (value: number): string => (value === 1 ? t('1 point') : t('{0} points', number(value)));

/** "2 of 3 points", "0 of 1 point". */
export const points = (reached: number, of: number): string =>
  of === 1 ? t('{0} of 1 point', number(reached)) : t('{0} of {1} points', number(reached), number(of));

export const flagged = (count: number): string => (count === 0 ? '' : count === 1 ? t('1 flag') : t('{0} flags', count));

/** "3", "3.5" or "3,5"; null for anything else and below zero. */
export function readPoints(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : null;
}
