// A zip file of [name, bytes] pairs, all with the date 1980-01-01, so that equal contents give equal files.
import { deflateRawSync } from 'node:zlib';

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 as zip wants it. */
export const crc32 = bytes => {
  let c = ~0;
  for (const b of bytes) c = table[(c ^ b) & 255] ^ (c >>> 8);
  return ~c >>> 0;
};

/** @param {[string, Buffer][]} entries */
export function zip(entries) {
  const parts = [],
    directory = [];
  let offset = 0;
  for (const [name, bytes] of entries) {
    const path = Buffer.from(name),
      packed = deflateRawSync(bytes, { level: 9 });
    // Version 2.0, names in UTF-8, deflated, 1980-01-01 00:00.
    const facts = Buffer.alloc(26);
    [20, 0x800, 8, 0, 0x21].forEach((value, i) => facts.writeUInt16LE(value, 2 * i));
    [crc32(bytes), packed.length, bytes.length].forEach((value, i) => facts.writeUInt32LE(value, 10 + 4 * i));
    facts.writeUInt16LE(path.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(0o100644 * 0x10000, 6);
    central.writeUInt32LE(offset, 10);
    parts.push(signature(0x04034b50), facts, path, packed);
    directory.push(signature(0x02014b50), Buffer.from([20, 3]), facts, central, path);
    offset += 4 + facts.length + path.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0),
    end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...directory, signature(0x06054b50), end]);
}

function signature(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
