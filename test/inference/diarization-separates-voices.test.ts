import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { DiarizationClient } from '../../src/inference/diarization-client.ts';
import { corpusFile, decode, pcmOf, tones } from './fixtures/audio.ts';
import { CPU, generatedModel, realModel, scratch } from './fixtures/models.ts';

const temp = scratch();
afterAll(temp.remove);
const dialogue = corpusFile('synthetic-dialogues/dlg00.flac');

async function generatedClient(): Promise<DiarizationClient> {
  const opened = new DiarizationClient(
    {
      segmentation: await generatedModel('generated-segmentation', temp.path),
      embedding: await generatedModel('generated-embedding', temp.path),
    },
    CPU,
  );
  onTestFinished(() => opened.close());
  return opened;
}

describe('diarization', () => {
  it('gives turns in order inside the recording, on generated models', async () => {
    const engine = await generatedClient();
    const turns = await engine.diarize(
      pcmOf(
        tones(12, [
          [1, 5],
          [7, 11],
        ]),
        temp.path,
      ),
      null,
    );
    expect(turns.length).toBeGreaterThan(0);
    expect(turns.every((turn) => turn.startMs >= 0 && turn.endMs > turn.startMs)).toBe(true);
    expect(turns.every((turn) => turn.endMs <= 12_500)).toBe(true);
  });

  it('hears a voice again over a hundred windows, and gives up between two of them when nobody wants the answer', async () => {
    const engine = await generatedClient();
    const long = pcmOf(
      tones(120, [
        [1, 40],
        [70, 119],
      ]),
      temp.path,
    );
    const turns = await engine.diarize(long, null);
    expect(turns.map(({ speaker }) => speaker)).toEqual([0, 0]);
    expect(
      turns.flatMap(({ startMs, endMs }) => [startMs, endMs].map((ms) => Math.round(ms / 1000))),
    ).toEqual([1, 40, 70, 119]);
    const { pid } = engine;
    const controller = new AbortController();
    const given = engine.diarize(long, null, controller.signal);
    controller.abort(new Error('nobody waits'));
    await expect(given).rejects.toThrow('nobody waits');
    expect(await engine.diarize(long, null)).toEqual(turns);
    expect(engine.pid).toBe(pid);
  });

  it.skipIf(dialogue === undefined)(
    'finds the two speakers of a dialogue (skipped without the labelled recordings beside the weights)',
    async () => {
      const engine = new DiarizationClient(
        {
          segmentation: await realModel('pyannote-segmentation-3.0', temp.path),
          embedding: await realModel('speaker-channels64', temp.path),
        },
        CPU,
      );
      onTestFinished(() => engine.close());
      const channel = decode(dialogue ?? '', temp.path);
      for (const expected of [null, 2]) {
        const turns = await engine.diarize(channel, expected);
        expect(new Set(turns.map((turn) => turn.speaker)).size).toBe(2);
        expect(turns.map((turn) => turn.startMs)).toEqual(
          turns.map((turn) => turn.startMs).toSorted((a, b) => a - b),
        );
      }
    },
  );

  it('refuses audio of less than 0.1 s and a segmentation model that is none', async () => {
    const engine = await generatedClient();
    await expect(engine.diarize(pcmOf(new Float32Array(100), temp.path), null)).rejects.toMatchObject({
      code: 'engine_rejected',
      stage: 'diarize',
    });
    const path = join(temp.path, 'garbage.onnx');
    writeFileSync(path, 'garbage');
    const embedding = await generatedModel('generated-embedding', temp.path);
    const broken = new DiarizationClient(
      { segmentation: { ...embedding, files: { model: path } }, embedding },
      CPU,
    );
    onTestFinished(() => broken.close());
    await expect(broken.info()).rejects.toMatchObject({ code: 'model_unusable', stage: 'diarize' });
  });
});
