import { writeFile } from 'node:fs/promises';

const RATE = 48_000;
const SECONDS = 10;
/** Hertz: of a voice, of its vibrato, and of its syllables. */
const [PITCH, VIBRATO, SYLLABLES] = [130, 5, 4];
const HARMONICS = 24;

/** A WAV file of somebody who speaks without a pause, as a test has it: harmonics of a pitch that sways, louder and softer. */
export async function writeSteadyVoice(file: string): Promise<void> {
  const data = Buffer.alloc(RATE * SECONDS * 2);
  let phase = 0;
  for (let index = 0; index < RATE * SECONDS; index += 1) {
    const at = index / RATE;
    phase += (2 * Math.PI * PITCH * (1 + 0.03 * Math.sin(2 * Math.PI * VIBRATO * at))) / RATE;
    let sum = 0;
    for (let n = 1; n <= HARMONICS; n += 1) sum += Math.sin(n * phase) / n;
    const loudness = 0.6 + 0.4 * Math.sin(2 * Math.PI * SYLLABLES * at);
    data.writeInt16LE(Math.round(sum * loudness * 9_000), index * 2);
  }
  await writeFile(file, Buffer.concat([header(data.length), data]));
}

/** Of 16-bit mono PCM (RIFF WAVE). */
function header(bytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  return head;
}
