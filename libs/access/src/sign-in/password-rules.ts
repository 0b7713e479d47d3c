import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;
/** Of 0 to 4, as the estimator counts: below it the password is on the lists that are tried first, or nearly so. */
const STRONG_ENOUGH = 3;

/** What is wrong with a password somebody wants to have. */
export type PasswordFault = 'TOO_SHORT' | 'TOO_LONG' | 'TOO_COMMON';

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Looks at a password that is to be set; `known` is what others know of the person, such as the sign-in name. */
export async function faultOf(password: string, known: readonly string[]): Promise<PasswordFault | undefined> {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return 'TOO_SHORT';
  if (length > LONGEST_PASSWORD) return 'TOO_LONG';
  estimator ??= loadEstimator();
  const words = known.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2);
  const { score } = (await estimator).check(password, ['keizoku', '継続', ...words]);
  return score < STRONG_ENOUGH ? 'TOO_COMMON' : undefined;
}

/** Its lists take some memory: they are loaded when the first password is set. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}
