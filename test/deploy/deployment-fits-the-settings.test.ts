import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../src/config/settings.ts';
import { numberIn, read } from './text.ts';

const FILES = [
  'docker/Dockerfile',
  'docker/Dockerfile.jetson',
  'compose.yaml',
  'systemd/callmill.service',
  'systemd/callmill.env.example',
  'k8s/base/kustomization.yaml',
  'k8s/base/worker.yaml',
  'k8s/components/nvidia/kustomization.yaml',
  'k8s/components/migrate/job.yaml',
  'examples/laravel/config/ai.php',
  'docs/deploy.md',
  'docs/laravel.md',
];

const known = new Set(
  Object.values(SETTINGS).flatMap(({ env, secret }) => (secret ? [env, `${env}_FILE`] : [env])),
);

describe('the deployment files', () => {
  it.each(FILES)('%s names only settings that exist', (file) => {
    const named = read(file).match(/\b(?:AI_DB|R2|CALLMILL|POLL)_[A-Z0-9_]*[A-Z0-9]\b/g) ?? [];
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each([
    ['systemd/callmill.service', /^TimeoutStopSec=(\d+)$/m, 'systemd/callmill.env.example'],
    ['k8s/base/worker.yaml', /terminationGracePeriodSeconds: (\d+)/, 'k8s/base/kustomization.yaml'],
    ['compose.yaml', /stop_grace_period: (\d+)s/, 'compose.yaml'],
  ])('%s waits longer at the end than a worker may take', (file, patience, settings) => {
    const grace = numberIn(read(settings), /CALLMILL_GRACE_SECONDS[=:] ?"?(\d+)/);
    expect(numberIn(read(file), patience)).toBeGreaterThan(grace);
  });

  it.each([
    ['systemd/callmill.service', /^RestartPreventExitStatus=64 78$/m],
    ['docker/Dockerfile', /^USER 10001:10001$/m],
    ['docker/Dockerfile', /^STOPSIGNAL SIGTERM$/m],
  ])('%s has %s', (file, line) => {
    expect(read(file)).toMatch(line);
  });
});
