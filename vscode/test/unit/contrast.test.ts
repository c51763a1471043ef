import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, css, parseColour, readable, type Rgb } from '../../src/contrast.ts';

test('colours are read as themes write them', () => {
  assert.deepEqual(parseColour('#1f1f1f'), [31, 31, 31]);
  assert.deepEqual(parseColour(' #fff '), [255, 255, 255]);
  assert.deepEqual(parseColour('rgba(115, 201, 145, 0.5)'), [115, 201, 145]);
  for (const none of ['', 'transparent', '#00000000', 'rgba(0, 0, 0, 0)', 'red']) assert.equal(parseColour(none), null, none);
});

test("contrast is WCAG's", () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21);
  assert.ok(Math.abs(contrast([119, 119, 119], [255, 255, 255]) - 4.48) < 0.01);
});

test('what can be read already is left as it is', () => {
  assert.deepEqual(readable([0, 0, 0], [255, 255, 255]), [0, 0, 0]);
});

test("every state can be read on the backgrounds of VS Code's themes", () => {
  const wanted: Rgb[] = [
    [115, 201, 145],
    [241, 76, 76],
    [248, 81, 73],
    [204, 204, 204],
    [97, 97, 97],
    [229, 20, 0],
  ];
  for (const background of [
    [255, 255, 255],
    [30, 30, 30],
    [31, 31, 31],
    [0, 0, 0],
    [0, 43, 54],
    [253, 246, 227],
    [127, 127, 127],
  ] as Rgb[])
    for (const colour of wanted) {
      const found = readable(colour, background);
      assert.ok(contrast(found, background) >= 4.5, `${css(colour)} on ${css(background)}: ${css(found)}`);
    }
});
