import { hostname } from 'node:os';
import { monotonicMs } from '../clock/clock.ts';
import { systemdEnvironment } from '../config/load.ts';
import { workDirectory } from '../config/paths.ts';
import type { Config } from '../config/settings.ts';
import { openDatabase } from '../database/connect.ts';
import type { Devices } from '../devices/devices.ts';
import type { PipelineTools } from '../pipeline/tools.ts';
import { type HealthServer, startHealthServer } from '../telemetry/health-server.ts';
import { createLogger, type Logger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { observeEngines } from '../telemetry/observe-engines.ts';
import { observeModels } from '../telemetry/observe-models.ts';
import { observeWorker } from '../telemetry/observe-worker.ts';
import { observeProcess } from '../telemetry/process-metrics.ts';
import { readinessOf } from '../telemetry/readiness.ts';
import { createSystemdNotifier } from '../telemetry/systemd-notify.ts';
import { AnalysisConfigs } from '../worker/analysis-configs.ts';
import { joinEvents } from '../worker/join-events.ts';
import { WorkerRegistry } from '../worker/registry.ts';
import type { WorkerSettings } from '../worker/settings.ts';
import { Worker, type WorkerMode } from '../worker/worker.ts';
import type { CliContext } from './context.ts';
import { databaseOptions } from './database-options.ts';
import { endpointsFor } from './endpoints.ts';
import { enrolledVoices } from './enrolled-voices.ts';
import { configuredStore } from './open-store.ts';
import { WorkerProgress } from './progress.ts';
import { type DecidedResidency, decideResidency } from './residency.ts';
import { tenantPrivacy } from './tenant-privacy.ts';
import { VERSION } from './version.ts';
import { engineRoom, machineDevices, pipelineSettings, tenantKeys } from './workbench.ts';

/** How often `ai_workers` and the queue gauges are brought up to date. */
const REGISTRY_SECONDS = 10;

/**
 * Puts a worker together and runs it to its end: database, models, telemetry, systemd.
 *
 * @param progress show a bar for a person instead of log lines
 */
export async function runWorker(context: CliContext, mode: WorkerMode, progress: boolean): Promise<void> {
  const config = context.config();
  // Says early what would otherwise fail every recording.
  configuredStore(config, null);
  const settings = workerSettings(config);
  const logger = createLogger({
    level: progress ? 'silent' : config.logLevel,
    base: { service: 'callmill', version: VERSION, worker: settings.name },
  });
  const metrics = createMetrics();
  observeProcess(metrics.registry);
  const decided = await decideResidency(config);
  logResidency(decided, logger);
  const database = openDatabase(databaseOptions(config));
  const registry = new WorkerRegistry(database, { name: settings.name, version: VERSION }, REGISTRY_SECONDS);
  const room = engineRoom(config, {
    onEvent: observeEngines(logger, metrics),
    onPinned: (file) => logger.warn({ file }, 'Model file without a published checksum: this copy is pinned'),
    onLoaded: observeModels(logger, metrics),
    onReady(models) {
      registry.models = Object.fromEntries(models.map((model) => [model.role, model.id]));
    },
  });
  const systemd = createSystemdNotifier(systemdEnvironment());
  let readiness = readinessOf('initialising');
  const bar = progress ? new WorkerProgress(context) : null;
  const events = joinEvents([
    observeWorker(logger, metrics),
    {
      onState(state) {
        readiness = readinessOf(state);
        if (state === 'running') void systemd.ready();
        if (state === 'draining') void systemd.stopping();
      },
    },
    ...(bar === null ? [] : [bar]),
  ]);
  let health: HealthServer | null = null;
  let devices: Devices | null = null;
  try {
    if (config.httpPort > 0) {
      const { httpHost: host, httpPort: port } = config;
      health = await startHealthServer({
        host,
        port,
        registry: metrics.registry,
        readiness: () => readiness,
      });
    }
    const configs = new AnalysisConfigs(database, monotonicMs);
    const tools: PipelineTools = {
      settings: pipelineSettings(config),
      engines: (signal) => room.open(signal),
      transcriptModels: () => room.transcriptModels(),
      analysisConfig: (scope) => configs.of(scope),
      privacy: tenantPrivacy(database, tenantKeys(config)),
      voicePrints: enrolledVoices(database, room, tenantKeys(config)),
      ...endpointsFor(config, database, (endpoint, resting) => {
        metrics.endpointResting.set({ endpoint }, resting ? 1 : 0);
        if (resting)
          logger.warn({ dependency: endpoint }, 'Endpoint failed several times and is given a rest');
        else logger.info({ dependency: endpoint }, 'Endpoint answers again');
      }),
      store: (bucket) => configuredStore(config, bucket),
    };
    const { onPhase } = events;
    devices = machineDevices(config, room, decided.residency, onPhase);
    await new Worker({ database, tools, devices, settings, events }, registry).run(mode, context.signal);
  } finally {
    bar?.end();
    systemd.close();
    devices?.close();
    await room.close();
    await health?.close();
    await database.close();
  }
}

function logResidency({ residency, planned }: DecidedResidency, logger: Logger): void {
  if (planned === null) {
    logger.info({ residency: residency.kind }, 'No memory plan');
    return;
  }
  const { peakMb, budgetMb, togetherMb, needs } = planned.memory;
  const { callsPerDayLow, callsPerDayHigh } = planned.throughput;
  logger.info(
    {
      residency: residency.kind,
      peakMb,
      budgetMb,
      togetherMb,
      models: needs.flatMap(({ models }) => models),
      callsPerDayLowCount: callsPerDayLow,
      callsPerDayHighCount: callsPerDayHigh,
    },
    'Memory plan; the calls a day are an estimate',
  );
}

function workerSettings(config: Config): WorkerSettings {
  return {
    name: config.workerName ?? hostname(),
    leaseSeconds: config.leaseSeconds,
    heartbeatSeconds: config.heartbeatSeconds,
    sweepSeconds: config.sweepSeconds,
    pollSeconds: config.pollSeconds,
    graceSeconds: config.graceSeconds,
    keepAttemptsDays: config.keepAttemptsDays,
    backoffBaseSeconds: config.backoffBaseSeconds,
    backoffMaxSeconds: config.backoffMaxSeconds,
    deadlineBaseSeconds: config.deadlineBaseSeconds,
    deadlinePerAudioSecond: config.deadlinePerAudioSecond,
    workDirectory: workDirectory(config),
    checkpointDays: config.checkpointDays,
    qualitySample: config.qualitySample,
    callsInFlight: config.callsInFlight,
    bytesInFlight: config.audioInFlightMb * 1024 * 1024,
  };
}
