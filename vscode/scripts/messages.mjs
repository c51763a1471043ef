// The words that people read.
import { readdirSync, readFileSync } from 'node:fs';

/** The literals that t(…) is called with. */
export const messagesIn = source => [...source.matchAll(/\bt\('((?:[^'\\]|\\.)*)'/g)].map(match => match[1].replace(/\\(.)/g, '$1'));

/** The messages of all sources below the working folder, each once. */
export function allMessages() {
  const files = ['src', 'src/renderers'].flatMap(folder =>
    readdirSync(folder)
      .filter(name => name.endsWith('.ts'))
      .map(name => `${folder}/${name}`),
  );
  return [...new Set(files.flatMap(file => messagesIn(readFileSync(file, 'utf8'))))].sort();
}
