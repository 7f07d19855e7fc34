import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { numberIn, projectPath, read } from './text.ts';

/** The base's `labels` need kustomize 5, which kubectl has had since 1.27; Debian's own is older. */
const missing = kustomizeVersion() < 5;
const reason = missing ? ' (skipped: kubectl 1.27 or newer is not installed)' : '';

function kustomizeVersion(): number {
  try {
    const answer = execFileSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8' });
    return numberIn(answer, /"kustomizeVersion": "v(\d+)\./);
  } catch {
    return 0;
  }
}

/** Rendered objects as text by kind; kustomize writes them sorted and evenly indented. */
function render(folder: string): Map<string, string> {
  const output = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
  return new Map(
    output.split(/^---$/m).map((object) => [/^kind: (\w+)$/m.exec(object)?.[1] ?? '', object.trim()]),
  );
}

/** The site that docs/deploy.md tells its readers to copy, laid in a folder from where the paths lead here. */
function documentedSite(): string {
  // Inside a numbered list, so the block is indented; YAML does not mind as long as all of it is.
  const example = /```yaml\n( +# site\/kustomization\.yaml\n[\s\S]*?)\n *```/.exec(
    read('docs/deploy.md'),
  )?.[1];
  if (example === undefined) throw new Error('docs/deploy.md has no site/kustomization.yaml');
  // Inside the project, as kustomize takes relative paths only; .callmill is not under version control.
  const folder = mkdtempSync(projectPath('.callmill/site-'));
  writeFileSync(
    join(folder, 'kustomization.yaml'),
    example.replaceAll('../k8s', relative(folder, projectPath('k8s'))),
  );
  return folder;
}

describe.skipIf(missing)(`the Kubernetes manifests${reason}`, () => {
  const site = missing ? '' : documentedSite();
  afterAll(() => rmSync(site, { recursive: true, force: true }));

  it('keep the rules of a restricted pod in the base', () => {
    const base = render(projectPath('k8s/base'));
    expect(base.get('Namespace')).toContain('pod-security.kubernetes.io/enforce: restricted');
    const worker = base.get('DaemonSet') ?? '';
    for (const rule of [
      'runAsNonRoot: true',
      'readOnlyRootFilesystem: true',
      'allowPrivilegeEscalation: false',
      'automountServiceAccountToken: false',
      'type: RuntimeDefault',
    ]) {
      expect(worker).toContain(rule);
    }
    expect(worker).toMatch(/drop:\n\s+- ALL/);
    expect(worker).not.toMatch(/hostPath|hostNetwork|privileged|runtimeClassName/);
  });

  it('replace one worker at a time, and never two on a board', () => {
    const worker = render(projectPath('k8s/base')).get('DaemonSet');
    expect(worker).toMatch(/maxSurge: 0\n\s+maxUnavailable: 1/);
  });

  it('ask the process alone, never the job, the database or the bucket', () => {
    const worker = render(projectPath('k8s/base')).get('DaemonSet') ?? '';
    const probes = [...worker.matchAll(/^ {8}(\w+Probe):\n(?:.*\n)*? {12}path: (\S+)$/gm)];
    expect(Object.fromEntries(probes.map(([, name, path]) => [name, path]))).toEqual({
      livenessProbe: '/healthz',
      readinessProbe: '/readyz',
      startupProbe: '/readyz',
    });
  });

  it('give secrets as files, none of them as a variable', () => {
    const all = [...render(site).values()].join('\n');
    expect(all).not.toMatch(/secretKeyRef|secretRef|kind: Secret/);
    expect(all).not.toMatch(/name: (AI_DB_PASSWORD|R2_ACCESS_KEY_ID|R2_SECRET_ACCESS_KEY)$/m);
    expect(all).toContain('secretName: callmill-secrets');
  });

  it('render as documented, with GPU, models on the board and migration', () => {
    const rendered = render(site);
    expect([...rendered.keys()].sort()).toEqual([
      'ConfigMap',
      'DaemonSet',
      'Job',
      'Namespace',
      'NetworkPolicy',
      'ServiceAccount',
    ]);
    const worker = rendered.get('DaemonSet') ?? '';
    expect(worker).toContain('runtimeClassName: nvidia');
    expect(worker).toMatch(/hostPath:\n\s+path: \/var\/cache\/callmill/);
    expect(worker).not.toMatch(/emptyDir:\n\s+sizeLimit: 10Gi/);
    const settings = /name: (callmill-settings-\w+)/.exec(rendered.get('ConfigMap') ?? '')?.[1];
    expect(settings).toBeDefined();
    for (const kind of ['DaemonSet', 'Job']) expect(rendered.get(kind)).toContain(`name: ${settings}`);
    expect(rendered.get('ConfigMap')).toContain('CALLMILL_PROVIDER: cuda');
    expect(rendered.get('NetworkPolicy')).toMatch(/port: 3306\n\s+protocol: TCP\n\s+to:\n\s+- ipBlock:/);
  });
});
