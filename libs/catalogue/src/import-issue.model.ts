import { Field, Int, ObjectType } from '@nestjs/graphql';

import type { CatalogueIssue } from './judge-catalogue/catalogue-issue.ts';
import { ImportIssueSeverity } from './vocabulary.ts';

@ObjectType('ImportIssue', { description: 'One thing an import has to say about a file, a sheet, a row or a cell.' })
export class ImportIssueModel {
  issue!: CatalogueIssue;

  @Field(() => String, { nullable: true })
  sheet?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The row of the sheet; of machines that came in a request, the number of the machine, from 1.',
  })
  row?: number;

  @Field(() => String, { nullable: true, description: "The column's letter." })
  column?: string;

  @Field(() => String, {
    nullable: true,
    description: "The column's header as the file has it; of machines that came in a request, the field.",
  })
  columnName?: string;

  @Field(() => String)
  code!: string;

  @Field(() => ImportIssueSeverity)
  severity!: ImportIssueSeverity;

  @Field(() => String, {
    nullable: true,
    description:
      'What the cell holds, as written; none where that may be a wholesale price, and whoever asks may not read those.',
  })
  value?: string;
}

@ObjectType({ description: 'One thing an issue looked at or expected.' })
export class ImportIssueFact {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType('ImportIssueCounts')
export class IssueCounts {
  @Field(() => Int)
  errors!: number;

  @Field(() => Int)
  warnings!: number;

  @Field(() => Int)
  infos!: number;
}

export function showIssue(issue: CatalogueIssue): ImportIssueModel {
  const { sheet, row, column, columnName, code, severity, value } = issue;
  return { issue, sheet: sheet || undefined, row, column: column || undefined, columnName, code, severity, value };
}
