// A MIME bundle as the items of one output, the richest first.

import type { Bundle } from './wire.ts';

export type Item = { mime: string; text: string } | { mime: string; json: unknown } | { mime: string; bytes: Uint8Array };

const order = [
  /^application\/vnd\.coursekit\./,
  /^application\/vnd\./,
  /^text\/html$/,
  /^image\/svg\+xml$/,
  /^image\//,
  /^text\/markdown$/,
  /^text\/latex$/,
  /^application\//,
];

const rank = (mime: string): number => {
  const found = order.findIndex(pattern => pattern.test(mime));
  return found < 0 ? order.length : found;
};

const isJson = (mime: string): boolean => mime === 'application/json' || mime.endsWith('+json');

const isPicture = (mime: string): boolean => mime.startsWith('image/') && !mime.endsWith('+xml');

export function itemsOf(data: Bundle): Item[] {
  return Object.entries(data)
    .filter(([, value]) => value !== null && value !== undefined)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([mime, value]) => {
      if (isJson(mime)) return { mime, json: value };
      const text = Array.isArray(value) ? value.join('') : typeof value === 'string' ? value : JSON.stringify(value);
      return isPicture(mime) ? { mime, bytes: Uint8Array.from(Buffer.from(text, 'base64')) } : { mime, text };
    });
}
