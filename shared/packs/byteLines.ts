const NEW_LINE = 10;

/**
 * The lines of a text, as bytes without their ends. Only LF ends a line: a string in JSON may hold U+2028, which
 * other readers take for an end. Throws `RangeError` where a line is longer than `longest` bytes.
 */
export async function* byteLines(
  parts: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    let from = 0;
    for (let end = part.indexOf(NEW_LINE); end >= 0; end = part.indexOf(NEW_LINE, from)) {
      yield joined([...begun, part.subarray(from, end)]);
      begun = [];
      length = 0;
      from = end + 1;
    }
    length += part.length - from;
    if (length > longest) throw new RangeError(`a line of more than ${longest} bytes`);
    if (from < part.length) begun.push(part.subarray(from));
  }
  if (begun.length > 0) yield joined(begun);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
