import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ASK_MS = 5000;

/** What hardware this is, as the machine says itself. */
export interface BoardIdentity {
  /** As the device tree names it; null on anything but a board. */
  readonly model: string | null;
  /** Linux for Tegra, e.g. `36.4.3`; null on other machines. */
  readonly l4t: string | null;
  /** `5`, `6` or `7`, by the release of Linux for Tegra. */
  readonly jetpack: string | null;
  /** A GPU that nvidia-smi names; null without one. Boards before JetPack 7 have no nvidia-smi. */
  readonly gpu: string | null;
}

const JETPACK_OF_L4T: Readonly<Record<string, string>> = { 35: '5', 36: '6', 38: '7', 39: '7' };

/** @param root of the file system to read; tests bring their own */
export async function boardIdentity(root = '/', nvidiaSmi = 'nvidia-smi'): Promise<BoardIdentity> {
  const release = await read(join(root, 'etc/nv_tegra_release'));
  const [, major, revision] = /^# R(\d+) \(release\), REVISION: ([\d.]+)/.exec(release ?? '') ?? [];
  const model = await read(join(root, 'proc/device-tree/model'));
  return {
    // The device tree ends its texts with a zero.
    model: model?.replaceAll('\0', '').trim() ?? null,
    l4t: major === undefined ? null : `${major}.${revision}`,
    jetpack: JETPACK_OF_L4T[major ?? ''] ?? null,
    gpu: await gpuName(nvidiaSmi),
  };
}

async function gpuName(nvidiaSmi: string): Promise<string | null> {
  try {
    const { stdout } = await run(nvidiaSmi, ['--query-gpu=name', '--format=csv,noheader'], {
      timeout: ASK_MS,
    });
    return stdout.trim().split('\n')[0] || null;
  } catch {
    return null;
  }
}

async function read(path: string): Promise<string | null> {
  return await readFile(path, 'utf8').catch(() => null);
}
