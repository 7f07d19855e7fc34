import type { EvidenceCheck } from '../evidence.ts';
import type { Evidence } from '../outputs.ts';
import type { Answer, Citation } from './answer-schema.ts';

/** The lists of an answer whose entries must prove what they claim. */
const LISTS = [
  'summary',
  'topics',
  'agentActions',
  'actionItems',
  'complianceFlags',
  'performanceScores',
  'scoreImpacts',
  'coaching',
] as const;
type List = (typeof LISTS)[number];

/** Lists whose entries move a score. */
const SCORES: ReadonlySet<List> = new Set<List>(['performanceScores', 'scoreImpacts']);

/** What a list's entry says, for asking again; the other fields are its judgement. */
const SAID: { readonly [L in List]: (entry: Answer[L][number]) => readonly [what: string, text: string] } = {
  summary: (entry) => ['', entry.sentence],
  topics: (entry) => ['topic: ', entry.name],
  agentActions: (entry) => ['action: ', entry.action],
  actionItems: (entry) => ['left to do: ', entry.what],
  complianceFlags: (entry) => [`rule ${entry.rule.trim()}: `, entry.rule.trim() && entry.note],
  performanceScores: (entry) => [`${entry.criterion}: `, entry.reason],
  scoreImpacts: (entry) => ['', entry.reason],
  coaching: (entry) => ['', entry.note],
};

/** One entry of an answer. */
export interface Claim {
  readonly list: List;
  /** In one line; empty when it claims nothing. */
  readonly text: string;
  /** Null until a turn proves it. */
  evidence: Evidence | null;
}

/** The claims of one answer about one part, and which of them its turns prove. */
export class ClaimSheet {
  readonly #answer: Answer;
  readonly #check: EvidenceCheck;
  readonly #claims: ReadonlyMap<object, Claim>;

  /** @param check of the turns that the model was shown: it can cite no others */
  constructor(answer: Answer, check: EvidenceCheck) {
    this.#answer = answer;
    this.#check = check;
    this.#claims = new Map(LISTS.flatMap((list) => this.#read(list)));
  }

  /** Claims that cited nothing real. */
  get unproved(): readonly Claim[] {
    return [...this.#claims.values()].filter((claim) => claim.evidence === null);
  }

  get proved(): number {
    return this.#claims.size - this.unproved.length;
  }

  /** A second citation for a claim; it counts only when it is real. */
  prove(claim: Claim, { segment, quote }: Citation): void {
    claim.evidence ??= this.#verify(claim.list, segment, quote);
  }

  /** The proved entries of a list with what proves them. */
  kept<L extends List>(list: L): (Answer[L][number] & { readonly evidence: [Evidence] })[] {
    const entries: readonly Answer[L][number][] = this.#answer[list];
    return entries.flatMap((entry) => {
      const evidence = this.#claims.get(entry)?.evidence;
      return evidence === null || evidence === undefined
        ? []
        : [{ ...entry, evidence: [evidence] as [Evidence] }];
    });
  }

  /** A citation that stands alone and decides how the call came out. */
  verified(citations: readonly Citation[]): Evidence | null {
    const [citation] = citations;
    return citation === undefined ? null : this.#check.verifyScore(citation.segment, citation.quote);
  }

  #verify(list: List, segment: string, quote: string): Evidence | null {
    return SCORES.has(list) ? this.#check.verifyScore(segment, quote) : this.#check.verify(segment, quote);
  }

  #read<L extends List>(list: L): [object, Claim][] {
    const entries: readonly Answer[L][number][] = this.#answer[list];
    return entries.map((entry) => {
      const [what, said] = SAID[list](entry);
      // A claim without words claims nothing.
      const empty = said.trim() === '';
      const evidence = empty ? null : this.#verify(list, entry.segment, entry.quote);
      return [entry, { list, text: empty ? '' : `${what}${said}`, evidence }];
    });
  }
}
