// node unpack-sherpa.mjs ADDRESS SHA256 FOLDER: the shared libraries of a sherpa-onnx archive, checked before they are
// unpacked. Without a SHA256 it says which one it found and stops: nothing is taken on trust twice.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const [address = '', wanted = '', folder = ''] = process.argv.slice(2);

function fail(message) {
  console.error(`unpack-sherpa: ${message}`);
  process.exit(1);
}

async function bytesOf(place) {
  if (existsSync(place)) return readFileSync(place);
  if (!/^https:\/\//.test(place)) fail('SHERPA_ARCHIVE is neither a file nor an https address');
  const response = await fetch(place);
  if (!response.ok) fail(`${basename(new URL(place).pathname)}: the server answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

if (address === '') fail('no SHERPA_ARCHIVE: give the GPU archive of sherpa-onnx for this JetPack');
const bytes = await bytesOf(address);
const found = createHash('sha256').update(bytes).digest('hex');
if (wanted === '')
  fail(`no SHERPA_SHA256: the archive's is ${found}; give it, once you trust where it came from`);
if (found !== wanted) fail(`SHERPA_SHA256 is ${wanted}, but the archive has ${found}`);

const work = mkdtempSync(join(tmpdir(), 'sherpa-'));
const archive = join(work, 'archive.tar.bz2');
writeFileSync(archive, bytes);
// tar refuses names that lead outside; only plain library files are taken from what it unpacked.
execFileSync('tar', ['-xjf', archive, '-C', work, '--no-same-owner']);
mkdirSync(folder, { recursive: true });
const libraries = readdirSync(work, { recursive: true, withFileTypes: true }).filter(
  (entry) => entry.isFile() && /^lib[\w-]+\.so(\.\d+)*$/.test(entry.name),
);
for (const { parentPath, name } of libraries) copyFileSync(join(parentPath, name), join(folder, name));
const names = libraries.map(({ name }) => name);
for (const needed of ['libsherpa-onnx-c-api.so', 'libonnxruntime.so', 'libonnxruntime_providers_cuda.so']) {
  if (!names.includes(needed)) fail(`the archive holds no ${needed}: it is no GPU build`);
}
console.log(`${names.length} libraries`);
