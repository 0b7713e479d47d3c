import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';

/** Judges a workload in a process of its own, and tells a digest of all that was decided and said. */
const JUDGE = `
  import { createHash } from 'node:crypto';
  import { messageOf } from '${new URL('message-of.ts', import.meta.url).href}';
  import { remediesFor } from '${new URL('remedies.ts', import.meta.url).href}';
  import { review } from '${new URL('review.ts', import.meta.url).href}';
  import { costOfWaiting } from '${new URL('renewal-outlook.ts', import.meta.url).href}';
  import { renewalWorkload } from '${new URL('testing/renewal-workload.ts', import.meta.url).href}';
  const told = renewalWorkload(60).map((request) => {
    const decision = review(request);
    const said = decision.findings.flatMap((each) => ['JA', 'EN', 'ZH'].map((locale) => messageOf(each, locale)));
    return [decision, said, remediesFor(request, decision), costOfWaiting(request, 30)];
  });
  const { timeZone: zone, locale } = Intl.DateTimeFormat().resolvedOptions();
  const digest = createHash('sha256').update(JSON.stringify(told)).digest('hex');
  console.log(JSON.stringify({ digest, zone, locale }));
`;

interface Told {
  readonly digest: string;
  readonly zone: string;
  readonly locale: string;
}

function toldBy(zone: string, locale: string): Told {
  const env = { ...process.env, TZ: zone, LANG: locale, LC_ALL: locale, NODE_OPTIONS: '' };
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', JUDGE];
  return JSON.parse(execFileSync(process.execPath, args, { env, encoding: 'utf8' })) as Told;
}

it('the policy decides and says the same in every time zone and locale of its process', () => {
  const told = [
    toldBy('Asia/Tokyo', 'ja_JP.UTF-8'),
    toldBy('UTC', 'C'),
    toldBy('America/Los_Angeles', 'en_US.UTF-8'),
    toldBy('Pacific/Kiritimati', 'tr_TR.UTF-8'),
    toldBy('America/St_Johns', 'ar_EG.UTF-8'),
  ];
  // Each process is really somewhere else.
  expect(new Set(told.map(({ zone }) => zone)).size).toBe(5);
  expect(new Set(told.map(({ locale }) => locale)).size).toBeGreaterThan(3);
  expect(new Set(told.map(({ digest }) => digest)).size).toBe(1);
});
