import type { LlamaModel, Token } from 'node-llama-cpp';

/** Tokens with which an answer of yes, or of no, can begin. */
export interface AnswerTokens {
  readonly yes: ReadonlySet<Token>;
  readonly no: ReadonlySet<Token>;
}

const SPELLINGS = (word: string): string[] => {
  const cased = [word, `${word.charAt(0).toUpperCase()}${word.slice(1)}`, word.toUpperCase()];
  return cased.flatMap((spelling) => [spelling, ` ${spelling}`]);
};

/** Below this share of all possible next tokens, yes and no together are no answer. */
const LEAST_MASS = 0.05;

/** First tokens of every spelling; a token that could begin either tells nothing. */
export function answerTokens(model: Pick<LlamaModel, 'tokenize'>): AnswerTokens {
  const firsts = (word: string) =>
    new Set(
      SPELLINGS(word).flatMap((spelling) => model.tokenize(spelling, false, 'trimLeadingSpace').slice(0, 1)),
    );
  const [yes, no] = [firsts('yes'), firsts('no')];
  const without = (own: Set<Token>, other: Set<Token>) =>
    new Set([...own].filter((token) => !other.has(token)));
  return { yes: without(yes, no), no: without(no, yes) };
}

/** Share of yes among yes and no, or null when the model is about to say something else. */
export function yesShare(
  probabilities: ReadonlyMap<Token, number>,
  { yes, no }: AnswerTokens,
): number | null {
  const mass = (tokens: ReadonlySet<Token>) =>
    [...tokens].reduce((sum, token) => sum + (probabilities.get(token) ?? 0), 0);
  const [forYes, forNo] = [mass(yes), mass(no)];
  return forYes + forNo < LEAST_MASS ? null : forYes / (forYes + forNo);
}
