import type { IssueFacts, WorkbookProblem, WorkbookProblemCode } from './import-issue.ts';

/** A refusal on its way up to `inspectWorkbook`, which turns it into data. */
export class WorkbookRefusal extends Error {
  readonly problem: WorkbookProblem;

  constructor(code: WorkbookProblemCode, facts: IssueFacts = {}) {
    super(code);
    this.problem = { code, facts };
  }
}
