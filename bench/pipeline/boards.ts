import type { Residency } from '../../src/devices/group.ts';
import type { Providers } from '../../src/devices/needs.ts';
import { manifestEntry } from '../../src/models/manifest.ts';
import type { EngineSpeeds } from './simulated-engines.ts';

/** One board with one choice of models. */
export interface Board {
  readonly name: string;
  readonly speech: string;
  /** Bytes of the speech model's files where the board needs others than the manifest's: fp32 on a GPU. */
  readonly speechBytes?: number;
  readonly language: string;
  /** Memory that models may take, in MB. */
  readonly budgetMb: number;
  readonly providers: Providers;
  readonly speechTimesRealTime: number;
  readonly analysisSeconds: number;
  /** Where the speeds come from. */
  readonly source: string;
}

/** Bytes a second from a board's NVMe drive into memory, and a process's start. Estimates. */
const READ_BYTES = 500e6;
const START_SECONDS = 3;
/** Of files that the manifest does not list: 30 % more, an estimate. */
const NEED_OVER_FILES = 1.3;
const CONTEXT_TOKENS = 8192;

/**
 * Figures published by others for the Orin Nano Super at 25 W, except where `source` says otherwise. Nothing here was
 * measured on a board.
 */
export const BOARDS: readonly Board[] = [
  {
    name: 'Orin Nano 8 GB, small transducer on its CPU, Llama 1B on its GPU',
    speech: 'zipformer-en-3.3M',
    language: 'llama-3.2-1b',
    budgetMb: 5200,
    providers: { transcribe: 'cpu', diarize: 'cpu', analyse: 'cuda' },
    speechTimesRealTime: 21.6,
    analysisSeconds: 30,
    source: 'int8 zipformer 21.6 times real time on the CPU; analysis of a five-minute call 20 to 40 s',
  },
  {
    name: 'Orin Nano 8 GB, Whisper medium and Llama 3B, both on its GPU',
    speech: 'whisper-medium.en',
    speechBytes: 769e6 * 4,
    language: 'llama-3.2-3b',
    budgetMb: 5200,
    providers: { transcribe: 'cuda', diarize: 'cpu', analyse: 'cuda' },
    speechTimesRealTime: 2,
    analysisSeconds: 60,
    source:
      'Whisper medium (fp32, 769 million parameters) about twice as fast as real time; analysis assumed twice that of the 1B',
  },
  {
    name: 'Orin NX 16 GB, Parakeet 0.6B and Llama 3B, both on its GPU',
    speech: 'parakeet-tdt-0.6b-v2-int8',
    language: 'llama-3.2-3b',
    budgetMb: 12_500,
    providers: { transcribe: 'cuda', diarize: 'cpu', analyse: 'cuda' },
    speechTimesRealTime: 60,
    analysisSeconds: 40,
    source: 'assumed: about one and a half times an Orin Nano',
  },
  {
    name: 'Orin NX 16 GB, Parakeet 0.6B and Llama 8B, both on its GPU',
    speech: 'parakeet-tdt-0.6b-v2-int8',
    language: 'llama-3.1-8b',
    budgetMb: 12_500,
    providers: { transcribe: 'cuda', diarize: 'cpu', analyse: 'cuda' },
    speechTimesRealTime: 60,
    analysisSeconds: 90,
    source: 'assumed: as above, and the larger model 2.3 times slower',
  },
];

/** MB that both models need, by the manifest. */
export function needMb({ speech, speechBytes, language }: Board): number {
  return Math.round(modelMb(speech, speechBytes) + modelMb(language));
}

export function residencyOf(board: Board, callsPerPhase: number): Residency {
  return needMb(board) <= board.budgetMb ? { kind: 'together' } : { kind: 'phases', callsPerPhase };
}

export function speedsOf(board: Board): EngineSpeeds {
  const { speech, speechBytes, language, speechTimesRealTime, analysisSeconds } = board;
  const loadSeconds = { speech: loadSecondsOf(speech, speechBytes), language: loadSecondsOf(language) };
  return { speechTimesRealTime, analysisSeconds, loadSeconds };
}

function loadSecondsOf(id: string, bytes = fileBytes(id)): number {
  return START_SECONDS + bytes / READ_BYTES;
}

function modelMb(id: string, bytes?: number): number {
  if (bytes !== undefined) return (bytes / 1e6) * NEED_OVER_FILES;
  const { residentMb, kvBytesPerToken } = manifestEntry(id).memory;
  return residentMb + ((kvBytesPerToken ?? 0) * CONTEXT_TOKENS) / 1e6;
}

function fileBytes(id: string): number {
  return manifestEntry(id).files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
}
