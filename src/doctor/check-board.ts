import { type BoardIdentity, boardIdentity } from './board-identity.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

/**
 * Which board and GPU this is. Whether CUDA really works is for the models to show: see the line of the speech model.
 *
 * @param provider as configured
 */
export async function checkBoard(
  provider: 'auto' | 'cpu' | 'cuda',
  identity: () => Promise<BoardIdentity> = boardIdentity,
): Promise<readonly Finding[]> {
  const { model, l4t, jetpack, gpu } = await identity();
  const findings: Finding[] = [];
  if (l4t !== null) {
    const detail = `${model ?? 'a Jetson'}, L4T ${l4t}`;
    findings.push(
      jetpack === null
        ? warning('board', detail, 'No image of callmill knows this release; JetPack 5, 6 and 7 are known.')
        : ok('board', `${detail}, JetPack ${jetpack}`),
    );
  }
  const found = gpu ?? (l4t === null ? null : `of the ${model ?? 'board'}`);
  if (found !== null) findings.push(ok('gpu', found));
  else if (provider === 'cuda')
    findings.push(
      failure(
        'gpu',
        'none found, but CALLMILL_PROVIDER demands CUDA',
        'Set CALLMILL_PROVIDER=auto, or give the container the GPU.',
      ),
    );
  else findings.push(ok('gpu', 'none; models run on the CPU'));
  return findings;
}
