/** A PDF (1.4) of some pages, each with a line of text; made for the tests. */
export function samplePdf(lines: readonly string[]): Buffer {
  const pagesId = 2 + 2 * lines.length;
  const objects = ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
  const kids: string[] = [];
  for (const line of lines) {
    const drawn = `0.1 g BT /F1 40 Tf 60 400 Td (${line}) Tj ET`;
    objects.push(`<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`);
    const resources = '<< /Font << /F1 1 0 R >> >>';
    objects.push(
      `<< /Type /Page /Parent ${pagesId} 0 R /MediaBox [0 0 960 540] /Contents ${objects.length} 0 R /Resources ${resources} >>`,
    );
    kids.push(`${objects.length} 0 R`);
  }
  objects.push(`<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>`);
  objects.push(`<< /Type /Catalog /Pages ${pagesId} 0 R >>`);
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, n) => {
    const at = text.length;
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer << /Size ${size} /Root ${objects.length} 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + trailer, 'latin1');
}
