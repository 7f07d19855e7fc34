import { CommandFailed, type CommandLine } from './command-line.ts';

/** What the demo pulls for a role that has no weights here: small enough for a first try, good enough to read. */
const PULLED = { speech: 'whisper-base.en', 'voice-activity': 'silero-vad' } as const;

interface ListedModel {
  readonly role: string;
  readonly generated: boolean;
  /** Null: not on this machine. */
  readonly directory: string | null;
}

/** Makes sure that speech can be read, from this machine or the network; where it cannot, says what follows. */
export async function bringWeights(callmill: CommandLine): Promise<void> {
  const models = (await callmill.json('models', 'list', '--json')) as readonly ListedModel[];
  const here = models.filter((model) => model.directory !== null && !model.generated);
  const missing = Object.entries(PULLED).filter(([role]) => !here.some((model) => model.role === role));
  if (missing.length === 0) return;
  try {
    await callmill.show('models', 'pull', ...missing.map(([, id]) => id));
  } catch (thrown) {
    if (!(thrown instanceof CommandFailed)) throw thrown;
    console.log(
      '\nThere are no speech weights here and none could be pulled, so built-in generated models stand in: ' +
        'every stage runs, but the transcript below means nothing.',
    );
  }
}
