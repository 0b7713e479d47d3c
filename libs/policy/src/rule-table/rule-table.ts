import { CLAUSES, type RuleCode } from '../clauses.ts';
import { JUDGED_RULES } from './judged-rules.ts';
import { RECORDED_RULES, type RecordedRule, type RuleState } from './recorded-rules.ts';
import { RULE_IDS } from './rule-ids.ts';

/** One rule: what it says, where it comes from, what it does and where the system keeps it. */
export interface RuleRow {
  readonly code: string;
  readonly sentence: string;
  readonly source: string;
  readonly effect: string;
  readonly state: RuleState;
  /** Files or folders from the root of the repository. */
  readonly heldIn: readonly string[];
  /** For a rule that is no judgement: why. */
  readonly reason: string;
}

/** Every rule of the data-centre services, in the order of rules.md, then the rules of our own. */
export function ruleTable(): RuleRow[] {
  const listed = RULE_IDS.map((id) => id.slice('R-'.length).replaceAll('-', '_'));
  const own = Object.keys(JUDGED_RULES).filter((code) => !listed.includes(code));
  return [...listed, ...own].flatMap((code) => {
    if (isJudged(code)) return [judgedRow(code)];
    const recorded: RecordedRule | undefined = (RECORDED_RULES as Readonly<Record<string, RecordedRule>>)[code];
    return recorded ? [recordedRow(code, recorded)] : [];
  });
}

/** The table as a page of documentation. */
export function policyPage(): string {
  const rows = ruleTable();
  const count = (state: RuleState) => rows.filter((row) => row.state === state).length;
  const lines = rows.map(({ code, sentence, source, effect, state, heldIn, reason }) => {
    const places = heldIn.map((place) => `\`${place}\``).join(', ');
    return `| ${code} | ${sentence} | ${source} | ${effect} | ${state} | ${places} | ${reason} |`;
  });
  return [
    '# The rules',
    '',
    'Made from the policy itself (`libs/policy`): a test requires this page to equal what the code says.',
    'Comments in the code name rules by their ids in the rule book, `policy/rules.md` in the folder `shared` beside a',
    'checkout: `R-REN-START` there is `REN_START` here; a.3 and c.5 are its sections.',
    `${rows.length} rules: ${count('automated')} kept by the system, ${count('manual')} by a person, ${count('out of scope')} out of scope.`,
    '',
    '| rule | says | source | effect | state | held in | why it is no judgement |',
    '|---|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

function isJudged(code: string): code is RuleCode {
  return code in JUDGED_RULES;
}

function judgedRow(code: RuleCode): RuleRow {
  const [file, effects] = JUDGED_RULES[code];
  const { document, locator, text } = CLAUSES[code];
  return {
    code,
    sentence: text.en,
    source: `${document}: ${locator}`,
    effect: effects.join(', '),
    state: 'automated',
    heldIn: [`libs/policy/src/${file}`],
    reason: '',
  };
}

function recordedRow(code: string, { document, locator, ...rest }: RecordedRule): RuleRow {
  return { code, source: `${document}: ${locator}`, ...rest };
}
