import {
  badUserInput,
  type ImportIssue,
  issueMessage,
  issueOfProblem,
  nothingReadable,
  readWorkbookRows,
  surveyWorkbook,
} from '#platform';
import { RegionReader } from './parse-regions.ts';
import type { ParsedRegions } from './parsed-regions.ts';

/**
 * Reads a region list from its file, row by row as they come, so that no more of a long one is held than what it says.
 * Throws `BAD_USER_INPUT` when the file holds none.
 */
export async function readRegions(content: Buffer): Promise<ParsedRegions> {
  const survey = await surveyWorkbook(content);
  if ('problem' in survey) throw unreadable(issueOfProblem(survey.problem));
  const reader = new RegionReader(survey);
  const read = await readWorkbookRows(content, {
    sheet: () => reader.beginSheet(),
    rows: (rows) => {
      for (const row of rows) reader.take(row);
    },
  });
  if ('problem' in read) throw unreadable(issueOfProblem(read.problem));
  const parsed = reader.result();
  if (parsed.municipalities.length > 0) return parsed;
  throw unreadable(nothingReadable(parsed.issues));
}

function unreadable(issue: ImportIssue): Error {
  return badUserInput('input.uploadId', issueMessage(issue, 'EN'), {
    reason: issue.code,
    sheet: issue.sheet || undefined,
    row: issue.row,
  });
}
