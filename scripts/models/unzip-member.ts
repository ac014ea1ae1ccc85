import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, open, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { PassThrough } from 'node:stream';

interface Member {
  readonly method: number;
  readonly packedBytes: number;
  readonly headerStart: number;
  readonly mode: number; // of the file, as Unix keeps it; 0 where the archive does not say
}

/**
 * Unpacks one file of a zip archive (PKWARE APPNOTE 6.3.10; without zip64, encryption or several disks, which wheels
 * do not use).
 */
export async function unzipMember(
  archive: string,
  wanted: { member: string; target: string },
): Promise<void> {
  const file = await open(archive, 'r');
  try {
    const found = (await readDirectory(file)).get(wanted.member);
    if (!found) throw new Error(`${archive} holds no ${wanted.member}`);
    await unpack(file, { archive, member: found, target: wanted.target });
  } finally {
    await file.close();
  }
}

/** Unpacks the files whose names `place` gives a place below the folder; null leaves one out. */
export async function unzipMembers(
  archive: string,
  { folder, place }: { folder: string; place: (name: string) => string | null },
): Promise<void> {
  const file = await open(archive, 'r');
  try {
    for (const [name, member] of await readDirectory(file)) {
      const at = name.endsWith('/') ? null : place(name);
      if (at === null) continue;
      const target = join(folder, at);
      await mkdir(dirname(target), { recursive: true });
      await unpack(file, { archive, member, target });
      if (member.mode !== 0) await chmod(target, member.mode);
    }
  } finally {
    await file.close();
  }
}

interface Unpack {
  readonly archive: string;
  readonly member: Member;
  readonly target: string;
}

async function unpack(file: FileHandle, { archive, member, target }: Unpack): Promise<void> {
  if (member.packedBytes === 0) return await writeFile(target, '');
  const header = await read(file, member.headerStart, 30);
  const start = member.headerStart + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  await pipeline(
    createReadStream(archive, { start, end: start + member.packedBytes - 1 }),
    member.method === 0 ? new PassThrough() : createInflateRaw(),
    createWriteStream(target),
  );
}

/** The members by name, from the directory at the archive's end. */
async function readDirectory(file: FileHandle): Promise<Map<string, Member>> {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('this is no zip archive, or it is cut short');
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const members = new Map<string, Member>();
  for (let at = 0, left = tail.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = directory.readUInt16LE(at + 28);
    members.set(directory.toString('utf8', at + 46, at + 46 + nameLength), {
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      headerStart: directory.readUInt32LE(at + 42),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
