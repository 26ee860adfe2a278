import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { startTied, stopTied } from './tied.ts';

/** A virtual screen. */
export interface Display {
  readonly name: string;
  /** The screen as it is now, as a PNG file. */
  screenshot(): Buffer;
  stop(): Promise<void>;
}

/** Starts Xvfb on a free display number. */
export async function startDisplay(width: number, height: number): Promise<Display> {
  const folder = mkdtempSync(join(tmpdir(), 'coffer-screen-'));
  const args = [
    '-displayfd',
    '1',
    '-screen',
    '0',
    `${width}x${height}x24`,
    '-fbdir',
    folder,
    '-nolisten',
    'tcp',
    '-noreset',
  ];
  const server = startTied('Xvfb', args);
  const number = await displayNumber(server);
  return {
    name: `:${number}`,
    screenshot: () => pngFromWindowDump(readFileSync(join(folder, 'Xvfb_screen0'))),
    async stop() {
      await stopTied(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function displayNumber(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.endsWith('\n')) resolve(text.trim());
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
  });
}

/** X window dump (XWDFile.h: 25 words of header, big-endian; 32-bit little-endian BGRX pixels) to PNG. */
function pngFromWindowDump(dump: Buffer): Buffer {
  const word = (index: number) => dump.readUInt32BE(index * 4);
  const [headerSize, width, height, lineBytes, colours] = [word(0), word(4), word(5), word(12), word(19)];
  const start = headerSize + colours * 12;
  const lines = Buffer.alloc(height * (1 + width * 3));
  let out = 0;
  for (let y = 0; y < height; y++) {
    lines[out++] = 0;
    for (let x = 0; x < width; x++) {
      const pixel = start + y * lineBytes + x * 4;
      lines[out++] = dump[pixel + 2] ?? 0;
      lines[out++] = dump[pixel + 1] ?? 0;
      lines[out++] = dump[pixel] ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
