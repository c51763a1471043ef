import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { crc32, zip } from '../../scripts/zip.mjs';

test('CRC-32 has its published check value', () => {
  assert.equal(crc32(Buffer.from('123456789')), 0xcbf43926);
});

test('what is packed comes out again, at the place that the directory names', () => {
  const bytes = Buffer.from('Grüße '.repeat(100)),
    packed = zip([
      ['a.txt', Buffer.from('x')],
      ['ü/b.txt', bytes],
    ]);
  const end = packed.length - 22;
  assert.equal(packed.readUInt32LE(end), 0x06054b50);
  assert.equal(packed.readUInt16LE(end + 10), 2);
  let at = packed.readUInt32LE(end + 16);
  at += 46 + packed.readUInt16LE(at + 28);
  assert.equal(packed.readUInt32LE(at), 0x02014b50);
  const local = packed.readUInt32LE(at + 42),
    name = packed.readUInt16LE(local + 26);
  assert.equal(packed.toString('utf8', local + 30, local + 30 + name), 'ü/b.txt');
  assert.deepEqual(inflateRawSync(packed.subarray(local + 30 + name, local + 30 + name + packed.readUInt32LE(local + 18))), bytes);
});

test('equal contents give equal files', () => {
  assert.deepEqual(zip([['a', Buffer.from('1')]]), zip([['a', Buffer.from('1')]]));
});
