import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

import type { ImportIssue } from '#platform';

export const ImportIssueSeverity = { ERROR: 'ERROR', WARNING: 'WARNING', INFO: 'INFO' } as const;
export type ImportIssueSeverity = keyof typeof ImportIssueSeverity;
registerEnumType(ImportIssueSeverity, {
  name: 'ImportIssueSeverity',
  description: 'An ERROR leaves its row out, a WARNING keeps it, INFO only tells.',
});

@ObjectType('ImportIssue', { description: 'One thing an import has to say about a file, a sheet, a row or a cell.' })
export class ImportIssueModel {
  issue!: ImportIssue;

  @Field(() => String, { nullable: true })
  sheet?: string;

  @Field(() => Int, { nullable: true })
  row?: number;

  @Field(() => String, { nullable: true, description: "The column's letter." })
  column?: string;

  @Field(() => String, { nullable: true, description: "The column's header as the file has it." })
  columnName?: string;

  @Field(() => String)
  code!: string;

  @Field(() => ImportIssueSeverity)
  severity!: ImportIssueSeverity;

  @Field(() => String, { nullable: true, description: 'What the cell holds, as written.' })
  value?: string;
}

export function showIssue(issue: ImportIssue): ImportIssueModel {
  const { sheet, row, column, columnName, code, severity, value } = issue;
  return { issue, sheet: sheet || undefined, row, column, columnName, code, severity, value };
}
