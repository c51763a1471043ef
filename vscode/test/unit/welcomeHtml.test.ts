import assert from 'node:assert/strict';
import { test } from 'node:test';
import { welcomeHtml } from '../../src/welcomeHtml.ts';
import type { CourseInfo } from '../../src/wire.ts';

const exercise = { points: 2, stars: 1, answerCell: 'a', checkCell: 'c', passed: 0, total: 0 };

const course: CourseInfo = {
  name: 'Vision <1>',
  notebooks: [
    {
      uri: 'file:///c%3A/a%20b/02.ipynb',
      title: 'Bends & slopes',
      minutes: 90,
      exercises: [
        { ...exercise, id: '02.1', title: 'ten "sigmoids"', state: 'passed', passed: 1, total: 1 },
        { ...exercise, id: '02.2', title: 'b', state: 'open' },
      ],
    },
  ],
};

const html = welcomeHtml([course], (_, info) => info, 'en');

test('the page tells the progress, also to who does not see it', () => {
  assert.match(html, /1 of 2 exercises done/);
  assert.match(html, /aria-valuenow="1"/);
  assert.match(html, /aria-label="not passed yet"/);
});

test('it goes on with the first exercise that is not passed', () => {
  assert.match(html, /Go on with exercise 02\.2/);
  const href = /href="command:coursekit\.open\?([^"]+)">Go on/.exec(html)![1]!;
  assert.deepEqual(JSON.parse(decodeURIComponent(href)), ['file:///c%3A/a%20b/02.ipynb', '02.2']);
});

test('names cannot become markup, and no script runs', () => {
  assert.doesNotMatch(html, /<1>|"sigmoids"|& /);
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /default-src 'none'/);
});
