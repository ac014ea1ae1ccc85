import { createReadStream, createWriteStream } from 'node:fs';
import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { PassThrough } from 'node:stream';

interface Member {
  readonly method: number;
  readonly packedBytes: number;
  readonly headerStart: number;
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
    if (found.packedBytes === 0) return await writeFile(wanted.target, '');
    const header = await read(file, found.headerStart, 30);
    const start = found.headerStart + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    await pipeline(
      createReadStream(archive, { start, end: start + found.packedBytes - 1 }),
      found.method === 0 ? new PassThrough() : createInflateRaw(),
      createWriteStream(wanted.target),
    );
  } finally {
    await file.close();
  }
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
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
