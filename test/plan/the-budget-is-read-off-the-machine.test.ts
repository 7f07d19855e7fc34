import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { memoryBudget } from '../../src/plan/budget.ts';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

/** A file system of the test's own. */
function machine(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'callmill-root-'));
  roots.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const MEMINFO = 'MemTotal:        7441352 kB\nMemFree:          200000 kB\nMemAvailable:    6000000 kB\n';
const LIMITED = {
  'proc/meminfo': MEMINFO,
  'proc/self/cgroup': '0::/system.slice/callmill.service\n',
  'sys/fs/cgroup/system.slice/callmill.service/memory.max': '4000000000\n',
  'sys/fs/cgroup/system.slice/callmill.service/memory.current': '500000000\n',
};

describe('the budget', () => {
  it('is what is available less a reserve', async () => {
    expect((await memoryBudget(0, machine({ 'proc/meminfo': MEMINFO }))).budgetMb).toBe(6144 - 500);
  });

  it('is less where a control group allows less', async () => {
    expect(await memoryBudget(0, machine(LIMITED))).toMatchObject({ budgetMb: 3500 });
  });

  it('is what is available less the reserve where that is less than the control group allows', async () => {
    const nearly = { ...LIMITED, 'sys/fs/cgroup/system.slice/callmill.service/memory.max': '6500000000\n' };
    expect((await memoryBudget(0, machine(nearly))).budgetMb).toBe(6144 - 500);
  });

  it('is less where a group further out allows less', async () => {
    const slice = {
      ...LIMITED,
      'sys/fs/cgroup/system.slice/memory.max': '2000000000\n',
      'sys/fs/cgroup/system.slice/memory.current': '800000000\n',
    };
    expect((await memoryBudget(0, machine(slice))).budgetMb).toBe(1200);
  });

  it('counts file pages that nobody used of late as free, as the kernel does', async () => {
    const cached = {
      ...LIMITED,
      'sys/fs/cgroup/system.slice/callmill.service/memory.stat':
        'anon 100000000\ninactive_file 300000000\nactive_file 100000000\n',
    };
    expect((await memoryBudget(0, machine(cached))).budgetMb).toBe(3800);
  });

  it('takes no notice of a control group without a limit', async () => {
    const open = { ...LIMITED, 'sys/fs/cgroup/system.slice/callmill.service/memory.max': 'max\n' };
    expect((await memoryBudget(0, machine(open))).budgetMb).toBe(6144 - 500);
  });

  it('is what is configured, whatever the machine says', async () => {
    expect((await memoryBudget(5200, machine(LIMITED))).budgetMb).toBe(5200);
  });

  it('of this machine is more than nothing', async () => {
    expect((await memoryBudget(0)).budgetMb).toBeGreaterThan(0);
  });
});
