import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lacksAName, planCheck, type PlannedCell } from '../../src/checkPlan.ts';

const cell = (role?: string, exercise?: string, more: Partial<PlannedCell> = {}): PlannedCell => ({
  role,
  exercise,
  apart: false,
  ran: false,
  ...more,
});

const notebook = [
  cell('setup'),
  cell(undefined, undefined, { apart: true }),
  cell('answer', '1.1'),
  cell('check', '1.1'),
  cell(),
  cell('answer', '1.2'),
  cell('check', '1.2'),
  cell(),
  cell('check', '1.2'),
  cell('answer', '1.3'),
];

test('a check runs what stands above and is needed, then the answer and all its checks', () => {
  assert.deepEqual(planCheck(notebook, '1.2'), { before: [0, 2, 4], own: [5, 6, 8], left: [1, 3] });
});

test('what has run is not run again; the answer and its checks always are', () => {
  const ran = notebook.map(each => ({ ...each, ran: true }));
  assert.deepEqual(planCheck(ran, '1.2'), { before: [], own: [5, 6, 8], left: [] });
});

test('an exercise without checks runs its answer, one that is not there nothing', () => {
  assert.deepEqual(planCheck(notebook, '1.3')?.own, [9]);
  assert.equal(planCheck(notebook, '9.9'), null);
});

test('a missing name is told from other errors', () => {
  assert.ok(lacksAName("(1,9): error CS0103: The name 'x' does not exist"));
  assert.ok(!lacksAName('CS01034'));
  assert.ok(!lacksAName(undefined));
});
