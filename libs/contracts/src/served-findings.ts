import { isServedToItsEnd, type RegisteredCoverage } from '#policy';
import { type FindingModel, showFinding } from '#catalogue';

/** What the policy has to say of registered coverage, as the API shows it. */
export function servedFindings(coverage: RegisteredCoverage): FindingModel[] {
  const finding = isServedToItsEnd(coverage);
  return finding ? [showFinding(finding)] : [];
}
