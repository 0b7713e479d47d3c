/** One text in every language. */
export type Text = Readonly<Record<'ja' | 'en' | 'zh', string>>;

/** What a rule says and what it rests on, in our own words; the pointer says where the source has it. */
export interface Clause {
  /** The source document; `keizoku-policy` where the source is silent and the rule is a decision of ours. */
  readonly document: string;
  /** The rule's id in rules.md, and the part of the document. */
  readonly locator: string;
  /** What a finding says; `{name}` is filled from its facts. */
  readonly message: Text;
  /** What it says instead for a finding with this `reason` among its facts. */
  readonly variants?: Readonly<Record<string, Text>>;
  /** The clause itself. */
  readonly text: Text;
}

/** The Japanese description of the data-centre services. */
export const DATA_CENTRE_SERVICES = '003_ae3b908445b4cbdd';
/** Decisions of our own, listed in rules.md c. */
export const OUR_POLICY = 'keizoku-policy';
