import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemsOf } from '../../src/mimeBundle.ts';

test('the richest comes first', () => {
  const mimes = itemsOf({
    'text/plain': 'x',
    'image/svg+xml': '<svg/>',
    'text/html': '<b>',
    'application/vnd.plotly.v1+json': {},
    'application/vnd.coursekit.check+json': {},
  }).map(({ mime }) => mime);
  assert.deepEqual(mimes, [
    'application/vnd.coursekit.check+json',
    'application/vnd.plotly.v1+json',
    'text/html',
    'image/svg+xml',
    'text/plain',
  ]);
});

test('JSON stays JSON, pictures become bytes, text stays text', () => {
  assert.deepEqual(itemsOf({ 'application/json': { a: 1 } }), [{ mime: 'application/json', json: { a: 1 } }]);
  assert.deepEqual(itemsOf({ 'image/png': 'AQID' }), [{ mime: 'image/png', bytes: Uint8Array.of(1, 2, 3) }]);
  assert.deepEqual(itemsOf({ 'text/plain': ['a', 'b'], 'text/html': null }), [{ mime: 'text/plain', text: 'ab' }]);
});
