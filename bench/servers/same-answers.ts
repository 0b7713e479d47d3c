/** Keys for which every server must give the same answer before any is measured. */
export const KEYS_COMPARED = 40;

/** Asks a server as the load does. */
export async function answerOf(port: number, body: string, authorization?: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body,
  });
  return (await response.text()).trimEnd();
}

/** What was asked for, without what an answer says of its own cost: as it stands, not written anew. */
function withoutExtensions(answer: string): string {
  return answer.replace(/,"extensions":\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}\}$/, '}');
}

/** The answers to bodies, one after the other. Throws at the first one that reports a problem. */
export async function answersOf(port: number, bodies: readonly string[], authorization?: string): Promise<string[]> {
  const answers: string[] = [];
  for (const body of bodies) {
    const answer = await answerOf(port, body, authorization);
    if (answer.includes('"errors"')) throw new Error(`a server answers with problems: ${answer.slice(0, 500)}`);
    answers.push(withoutExtensions(answer));
  }
  return answers;
}
