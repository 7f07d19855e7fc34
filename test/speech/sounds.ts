/** Sounds without a word in them, made by rule: 16 kHz, the same at every run. */

const RATE = 16_000;
const NOTES = [261.6, 329.6, 392, 523.3, 440, 349.2, 293.7, 220];

function made(seconds: number, at: (t: number) => number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: seconds * RATE }, (_, i) => at(i / RATE));
}

const tone = (t: number, hertz: number, amplitude = 0.2): number =>
  amplitude * Math.sin(2 * Math.PI * hertz * t);

/** White noise from a small generator. */
function noise(amplitude: number): () => number {
  let state = 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return amplitude * (state / 2 ** 30 - 1);
  };
}

/** A tune of notes with overtones, each dying away. */
function melody(t: number): number {
  const note = Math.floor(t / 0.25);
  const fading = Math.exp(-((t % 0.25) * 6));
  const base = (NOTES[(note * 5 + Math.floor(note / 3)) % 8] ?? 0) * (1 + 0.005 * Math.sin(35 * t));
  let sum = 0;
  for (let overtone = 1; overtone < 8; overtone++) sum += tone(t, base * overtone, (0.2 * fading) / overtone);
  return sum;
}

/** A voice-like hum: overtones of a vibrating pitch under two wandering formants. */
function singing(t: number): number {
  const pitch = ((NOTES[(Math.floor(t / 0.4) * 3) % 8] ?? 0) / 2) * (1 + 0.02 * Math.sin(38 * t));
  let sum = 0;
  for (let overtone = 1; overtone < 20; overtone++) {
    const hertz = pitch * overtone;
    const low = Math.exp(-(((hertz - 500 - 300 * Math.sin(t * 3)) / 150) ** 2));
    const high = 0.7 * Math.exp(-(((hertz - 1500 - 500 * Math.sin(t * 2)) / 250) ** 2));
    sum += tone(t, hertz, 0.3 * (low + high));
  }
  return sum;
}

function chord(t: number): number {
  const bar = Math.floor(t / 0.5);
  const fading = 0.12 * Math.exp(-((t % 0.5) * 4));
  return [0, 2, 4].reduce((sum, step) => sum + tone(t, NOTES[(bar + step) % 8] ?? 0, fading), 0);
}

function dtmf(t: number): number {
  const key = Math.floor(t / 0.3);
  if (t % 0.3 > 0.15) return 0;
  return tone(t, [697, 770, 852, 941][key % 4] ?? 0) + tone(t, [1209, 1336, 1477][(key * 7) % 3] ?? 0);
}

const hiss = noise(0.005);
const roar = noise(0.3);

export const SOUNDS: Readonly<Record<string, Float32Array<ArrayBuffer>>> = {
  silence: made(10, () => 0),
  'the hiss of a line': made(10, hiss),
  'loud noise': made(10, roar),
  'mains hum': made(10, (t) => tone(t, 50, 0.1) + tone(t, 150, 0.05)),
  'chords on hold': made(15, chord),
  'a melody': made(20, melody),
  'a humming voice': made(20, singing),
  'a fax tone': made(10, (t) =>
    t < 3 ? tone(t, 1100, 0.3) : tone(t, Math.floor(t * 300) % 2 ? 1650 : 1850, 0.3),
  ),
  'keys pressed': made(10, dtmf),
  'a ringing tone': made(12, (t) => (t % 6 < 2 ? tone(t, 440, 0.15) + tone(t, 480, 0.15) : 0)),
};
