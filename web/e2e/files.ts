import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { crc32, deflateSync, gunzipSync } from "node:zlib";

const DIGITS = resolve(import.meta.dirname, "../../examples/data/digits.csv.gz");
const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

// A grey PNG of eight bits a pixel.
export function pngOf(pixels: readonly number[], width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Array.from({ length: height }, (_, y) => [0, ...pixels.slice(y * width, (y + 1) * width)]);
  const body = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([SIGNATURE, part("IHDR", head), part("IDAT", body), part("IEND", Buffer.alloc(0))]);
}

function part(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

// The first digits of the bundled set as a folder of images, one folder in it for each digit.
export async function digitsFolder(count: number): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), "tmon-digits-")), "digits");
  const text = gunzipSync(await readFile(DIGITS)).toString();
  const rows = text.trim().split("\n").slice(0, count);
  for (const [i, row] of rows.entries()) {
    const cells = row.split(",").map(Number);
    const label = String(cells[64]);
    await mkdir(join(folder, label), { recursive: true });
    const pixels = cells.slice(0, 64).map((value) => Math.min(255, value * 16));
    await writeFile(join(folder, label, `${String(i).padStart(4, "0")}.png`), pngOf(pixels, 8, 8));
  }
  return folder;
}

// Half a second of silence.
export function wavOf(): Buffer {
  const rate = 8000;
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + rate / 2, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(rate / 2, 40);
  return Buffer.concat([head, Buffer.alloc(rate / 2, 128)]);
}

// A file of tensors, the numbers of each counting up from 0.
export function safetensorsOf(tensors: Record<string, readonly number[]>): Buffer {
  let at = 0;
  const entries = Object.entries(tensors).map(([name, shape]) => {
    const length = shape.reduce((size, side) => size * side, 1);
    const place = { dtype: "F32", shape, data_offsets: [at, at + 4 * length] };
    at += 4 * length;
    return { name, place, numbers: Float32Array.from({ length }, (_, i) => i) };
  });
  const head = JSON.stringify(Object.fromEntries(entries.map(({ name, place }) => [name, place])));
  const padded = Buffer.from(head.padEnd(Math.ceil(head.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...entries.map(({ numbers }) => Buffer.from(numbers.buffer))]);
}
