// Every word that people read can be translated.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { allMessages, messagesIn } from '../../scripts/messages.mjs';
import { filled, t, useTranslator } from '../../src/text.ts';

const json = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

test('places are filled, and those without a value stay', () => {
  assert.equal(filled('{0} of {1}, {0}; {2}', 1, 'two'), '1 of two, 1; {2}');
});

test('a translator is asked', () => {
  useTranslator(message => message.toUpperCase());
  assert.equal(t('passed'), 'PASSED');
  useTranslator(filled);
});

test('messages are read off sources as they are written', () => {
  assert.deepEqual(messagesIn("t('it\\'s'); at('no'); t('b', 1)"), ["it's", 'b']);
});

test('the bundle for translators holds exactly the messages of the sources', () => {
  const messages = allMessages();
  assert.ok(messages.length > 50);
  assert.deepEqual(Object.keys(json('l10n/bundle.l10n.json')).sort(), messages, 'run: npm run messages');
});

test('the manifest names its strings, and has all of them', () => {
  const strings = json('package.nls.json'),
    used = new Set([...readFileSync('package.json', 'utf8').matchAll(/"%([^%"]+)%"/g)].map(match => match[1]!));
  assert.deepEqual([...used].sort(), Object.keys(strings).sort());
});

test('every command of the manifest is registered, and every one registered is in the manifest', () => {
  const source = readFileSync('src/extension.ts', 'utf8');
  const registered = [...source.matchAll(/(?:command|onAnswer)\('(\w+)'/g)].map(match => `coursekit.${match[1]!}`).sort();
  const manifest = json('package.json') as { contributes: { commands: { command: string }[] } };
  assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), registered);
});
