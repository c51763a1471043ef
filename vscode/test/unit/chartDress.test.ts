import assert from 'node:assert/strict';
import { test } from 'node:test';
import { description, dressed, readChart } from '../../src/renderers/chartDress.ts';

const theme = { text: '#ddd', grid: '#333', line: '#888', card: '#222', dark: true };

const chart = () =>
  readChart({
    data: [{ type: 'scatter', name: 'loss', x: [1, 2], y: [2, 1], line: { color: '#1F4EC3' } }],
    layout: {
      title: { text: '<b>Loss</b>' },
      width: 800,
      height: 400,
      xaxis: { title: { text: 'epoch' } },
      xaxis2: {},
      meta: { caption: 'It falls.' },
      colorway: ['#1f4ec3'],
    },
  })!;

test('a chart is as wide as its cell, lower in a narrow one and no higher in a wide one', () => {
  assert.deepEqual([dressed(chart(), theme, 400).layout['width'], dressed(chart(), theme, 400).layout['height']], [400, 220]);
  assert.deepEqual([dressed(chart(), theme, 1600).layout['width'], dressed(chart(), theme, 1600).layout['height']], [1600, 400]);
});

test("text, grids and backgrounds are the theme's, titles stay", () => {
  const { layout } = dressed(chart(), theme, 600) as { layout: Record<string, Record<string, unknown>> };
  assert.equal(layout['font']!['color'], '#ddd');
  assert.equal(layout['paper_bgcolor'], 'rgba(0,0,0,0)');
  for (const name of ['xaxis', 'xaxis2', 'yaxis']) assert.equal(layout[name]!['gridcolor'], '#333');
  assert.deepEqual(layout['xaxis']!['title'], { text: 'epoch' });
});

test('a trace keeps its hue from light to dark', () => {
  const { data, layout } = dressed(chart(), theme, 600);
  assert.deepEqual(data[0]!['line'], { color: '#4A97F5' });
  assert.deepEqual(layout['colorway'], ['#4A97F5']);
  assert.deepEqual(dressed(chart(), { ...theme, dark: false }, 600).data[0]!['line'], { color: '#1F4EC3' });
});

test('the given chart stays as it was', () => {
  const given = chart(),
    before = JSON.stringify(given);
  dressed(given, theme, 300);
  dressed(given, { ...theme, dark: false }, 300);
  assert.equal(JSON.stringify(given), before);
});

test("a chart in space has the theme's colours too", () => {
  const { layout } = dressed(readChart({ data: [{ type: 'surface' }] })!, theme, 600) as {
    layout: Record<string, Record<string, Record<string, unknown>>>;
  };
  assert.equal(layout['scene']!['zaxis']!['color'], '#ddd');
});

test('a chart is described: by its author, else by title, traces and caption', () => {
  assert.equal(description(chart()), 'Loss. scatter: loss. It falls.');
  assert.equal(description(readChart({ data: [], layout: { meta: { alt: 'A hill.' } } })!), 'A hill.');
});

test('what is no chart is none', () => {
  for (const value of [null, [], {}, { data: 1 }, 'x']) assert.equal(readChart(value), null);
});
