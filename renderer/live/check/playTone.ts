const NOTES = [523.25, 659.25, 783.99] as const;
const NOTE_SECONDS = 0.22;
const LOUDNESS = 0.25;

/** Three short notes from the chosen output; `null` is the system's own. Resolves when they are over. */
export async function playTone(speakerId: string | null): Promise<void> {
  const context = new AudioContext();
  const audio = new Audio();
  try {
    const out = new MediaStreamAudioDestinationNode(context);
    const gain = new GainNode(context, { gain: 0 });
    gain.connect(out);
    audio.srcObject = out.stream;
    if (speakerId !== null) await audio.setSinkId(speakerId);
    await context.resume();
    await audio.play();
    const begin = context.currentTime + 0.05;
    const notes = NOTES.map((frequency, index) => {
      const at = begin + index * NOTE_SECONDS;
      const note = new OscillatorNode(context, { frequency });
      note.connect(gain);
      note.start(at);
      note.stop(at + NOTE_SECONDS);
      gain.gain.setTargetAtTime(LOUDNESS, at, 0.01);
      gain.gain.setTargetAtTime(0, at + NOTE_SECONDS * 0.7, 0.03);
      return note;
    });
    await new Promise<void>((done) => notes.at(-1)?.addEventListener('ended', () => done()));
  } finally {
    audio.srcObject = null;
    await context.close();
  }
}
