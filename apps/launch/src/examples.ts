import type { OwnerAccess } from './owner-access.ts';

/** Three questions for somebody who has just started Keizoku, answerable from the sample data. */
export const EXAMPLES: readonly { question: string; query: string }[] = [
  {
    question: 'What can be bought for a product number, however it is spelled?',
    query:
      '{ serviceOfferings(productNumber: "7x06-cto1ww", first: 5) { totalCount nodes { partNumber name(locale: EN) kind serviceLevel termMonths listPrice { amount currency } } } }',
  },
  {
    question: 'What covers this machine, and what may it buy (and why not)?',
    query:
      '{ machine(machineType: "7X06", serial: "JZRAMHKP") { productNumber coverage { covered coveredUntil periods { layer serviceLevel period { startsOn endsOn } } } eligibleServices { offering { partNumber serviceLevel termMonths } decision { verdict period { startsOn endsOn } findings { rule message(locale: EN) } } } } }',
  },
  {
    question: 'Is four-hour response sold at this site?',
    query:
      '{ regionCheck(machineType: "7X06", serviceLevel: FULL_24X7_4H, site: { prefecture: "東京都", municipality: "千代田区" }) { verdict findings { rule message(locale: EN) clause { document locator text(locale: EN) } } remedies { message(locale: EN) } } }',
  },
];

/** The closing words of a start: where Keizoku is, how its owner gets in, and what to try. */
export function welcome(graphqlUrl: string, { setUpToken, keyFile }: OwnerAccess): string {
  const line = '─'.repeat(78);
  return [
    '',
    line,
    `  Keizoku is ready.   Stop it with Ctrl+C.`,
    `  In a browser:   ${graphqlUrl}`,
    ...(setUpToken ? ['', '  Nobody can sign in yet. Choose your name and password, once, within a day:'] : []),
    ...(setUpToken ? [`  ${new URL('/set-up', graphqlUrl).href}?token=${setUpToken}`] : []),
    ...(keyFile ? triedWith(graphqlUrl, keyFile) : ['', '  For programs: sign in, and make a key with createApiKey.']),
    line,
    '',
  ].join('\n');
}

function triedWith(graphqlUrl: string, keyFile: string): string[] {
  const examples = EXAMPLES.flatMap(({ question, query }) => [
    '',
    `  # ${question}`,
    curlFor(graphqlUrl, keyFile, query),
  ]);
  return ['', `  To try in another terminal, with the key in ${keyFile}:`, ...examples];
}

function curlFor(url: string, keyFile: string, query: string): string {
  const key = `-H "authorization: Bearer $(cat ${quoted(keyFile)})"`;
  return `curl -s ${url} ${key} -H 'content-type: application/json' -d ${quoted(JSON.stringify({ query }))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
