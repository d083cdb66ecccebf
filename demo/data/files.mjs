import { crc32Of } from './crc.mjs';
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

const escapePdf = (line) => line.replace(/[\\()]/g, '\\$&').replace(/[^\x20-\x7e]/g, '?');

/** A small valid PDF: one list of text lines per page. */
export function pdf(pages) {
  const objects = [];
  const first = 4;
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`).join(' ');
  objects.push('<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  pages.forEach((lines, index) => {
    const text = `BT /F1 11 Tf 56 780 Td 16 TL\n${lines.map((line) => `(${escapePdf(line)}) Tj T*`).join('\n')}\nET`;
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${first + index * 2 + 1} 0 R >>`,
      `<< /Length ${text.length} >>\nstream\n${text}\nendstream`);
  });
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(8 + named.length);
  out.writeUInt32BE(data.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32Of(named), 4 + named.length);
  return out;
}

/** A grey picture; `shade(x, y)` gives 0 to 255. */
export function png(width, height, shade) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = shade(x, y);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** A scanned page as practices keep them: TIFF, black and white, not packed. Browsers cannot show it. */
export function tiff(width, height) {
  const row = Math.ceil(width / 8);
  const pixels = Buffer.alloc(row * height, 0xff);
  for (let y = 10; y < height - 10; y += 14) pixels.fill(0x00, y * row + 2, y * row + row - 2);
  const tags = [[256, 4, width], [257, 4, height], [258, 3, 1], [259, 3, 1], [262, 3, 1], [273, 4, 8], [277, 3, 1], [278, 4, height], [279, 4, pixels.length]];
  const header = Buffer.from('II*\0\0\0\0\0', 'latin1');
  header.writeUInt32LE(8 + pixels.length, 4);
  const directory = Buffer.alloc(2 + tags.length * 12 + 4);
  directory.writeUInt16LE(tags.length, 0);
  tags.forEach(([tag, type, value], index) => {
    const start = 2 + index * 12;
    directory.writeUInt16LE(tag, start);
    directory.writeUInt16LE(type, start + 2);
    directory.writeUInt32LE(1, start + 4);
    directory.writeUInt32LE(value, start + 8);
  });
  return Buffer.concat([header, pixels, directory]);
}

export const sha1 = (bytes) => createHash('sha1').update(bytes).digest('base64');
