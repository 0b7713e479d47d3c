export { type ChildLimits } from './workbook/guarded-child.ts';
export { emptyTables, findTables, type Table } from './workbook/find-tables.ts';
export { foldIssues } from './workbook/fold-issues.ts';
export { type ColumnVocabulary, findHeader, type HeaderColumn, type HeaderMapping } from './workbook/header-mapping.ts';
export { type HeaderText, taxBasisOf } from './workbook/header-text.ts';
export {
  type ImportIssue,
  type ImportIssueCode,
  type IssueFacts,
  issueOfProblem,
  type IssueSeverity,
  type RowIssueCode,
  type WorkbookProblem,
  type WorkbookProblemCode,
} from './workbook/import-issue.ts';
export { contentHash } from './workbook/content-hash.ts';
export { inspectWorkbook } from './workbook/file-kind.ts';
export { listDateOf } from './workbook/list-date.ts';
export {
  checkDigitOf,
  isLocalGovernmentCode,
  prefectureDigits,
  PREFECTURES,
  readLocalGovernmentCode,
} from './workbook/local-government-code.ts';
export { choiceKey, type Choices, readChoice } from './workbook/read-choice.ts';
export { type CodeReadingOptions, readCode } from './workbook/read-code.ts';
export { type DateReadingOptions, findDate, readDate } from './workbook/read-date.ts';
export { readMark, readTick } from './workbook/read-mark.ts';
export { findMonths, type LengthUnit, lengthUnitOf, readMonths } from './workbook/read-months.ts';
export { type PriceReading, readPrice } from './workbook/read-price.ts';
export { readText } from './workbook/read-text.ts';
export type { ReadProgress } from './workbook/child-messages.ts';
export {
  readWorkbook,
  type ReadWorkbookOptions,
  type RowProgress,
  readWorkbookRows,
  type RowTaker,
  type WorkbookFacts,
} from './workbook/read-workbook.ts';
export { plainText, type Reading, saysNothing, unreadable } from './workbook/reading.ts';
export { TableRow } from './workbook/table-row.ts';
export { LayoutIssues, layoutIssues, type RowLayout, TableReader, tableRows } from './workbook/table-rows.ts';
export { RowsOfSheets } from './workbook/rows-of-sheets.ts';
export { type SurveyedSheet, surveyWorkbook, type SurveyedWorkbook } from './workbook/survey-workbook.ts';
export { type ReadRow, reportContradiction, withoutDuplicates } from './workbook/without-duplicates.ts';
export { nothingReadable } from './workbook/nothing-readable.ts';
export { issueMessage, WITHHELD } from './workbook/issue-message.ts';
export {
  type Cell,
  cellAt,
  type CellValue,
  columnLetter,
  columnNumber,
  type MergedRange,
  type Row,
  type Sheet,
  type Workbook,
} from './workbook/workbook.ts';
export { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook/workbook-limits.ts';
export { writeCsv } from './workbook/write-csv.ts';
export {
  sheetOfTable,
  writeWorkbook,
  type WrittenLook,
  type WrittenRow,
  type WrittenSheet,
} from './workbook/write-workbook.ts';
export type { ExportedTable, WrittenTable, WrittenValue } from './workbook/written-values.ts';
export { type Anchored, anchorTrail } from './audit/anchor-trail.ts';
export { AuditEntry } from './audit/audit-entry.entity.ts';
export { AuditTrail } from './audit/audit-trail.ts';
export { type VerifiedTrail, verifyTrail } from './audit/verify-trail.ts';
export { AuditEntryConnection } from './audit/audit.resolver.ts';
export type { Change } from './audit/change.ts';
export { Clock, StoppedClock, SystemClock } from './clock.ts';
export { type Caller, DATABASE_ROLES, type DatabaseRole } from './database/caller.ts';
export { Database } from './database/database.ts';
export { Deadline } from './database/deadline.ts';
export { type EntityClass, entityFrom, propertiesOf, selectList, snakeCase } from './database/entity-columns.ts';
export { IdempotencyKey } from './database/idempotency-key.entity.ts';
export { Notices } from './database/notices.ts';
export { once } from './database/once.ts';
export { storableJson } from './database/storable-json.ts';
export type { Transaction } from './database/transaction.ts';
export { auditFolderOf, type Environment, EnvironmentProblem, readEnvironment } from './environment.ts';
export {
  type Connection,
  connectionFrom,
  connectionFromAll,
  connectionOf,
  keyset,
  type Page,
  PageArgs,
  pageOf,
} from './graphql/connection.ts';
export { everyPage } from './graphql/every-page.ts';
export { FieldArgument, FieldArguments } from './graphql/field-argument.ts';
export { costs, costsItems, costsNothing, costsPage } from './graphql/field-cost.ts';
export { keyAmong, keyKinds } from './graphql/key-kinds.ts';
export { MoneyModel, moneyModel } from './graphql/money.model.ts';
export { isOfTheMoment, OfTheMoment } from './graphql/of-the-moment.ts';
export { Operation, type OperationContext, type WayToRead } from './graphql/operation.ts';
export { PeriodModel } from './graphql/period.model.ts';
export { readInstant } from './graphql/read-instant.ts';
export { readYen } from './graphql/read-yen.ts';
export { requireId } from './graphql/require-id.ts';
export { RepeatableInput } from './graphql/repeatable-input.ts';
export { Decimal, LocalDate } from './graphql/scalars.ts';
export { Selection } from './graphql/selection.ts';
export { Course } from './jobs/course.ts';
export { followWork } from './jobs/follow-work.ts';
export { atOnce, inTurns, type Steps } from './jobs/in-turns.ts';
export { rateOf, remainingAfter } from './jobs/rate-of.ts';
export { JOB_NAMES, JOB_SCHEMA, type JobHandlers, JobQueue } from './jobs/job-queue.ts';
export { describedText } from './described-error.ts';
export { tookTooLong } from './database/database-problem.ts';
export { Log, ProcessLog } from './log.ts';
export type { LogFacts } from './log-facts.ts';
export { destinationsOf, type OutgoingSettings } from './outbox/destinations-of.ts';
export type { Destination, OutgoingMessage } from './outbox/destination.ts';
export { OutboxDelivery, OutboxMessage } from './outbox/outbox-message.entity.ts';
export { OutboxSender } from './outbox/outbox-sender.ts';
export { PlatformModule, type PlatformOptions, platformResolvers } from './platform.module.ts';
export { badUserInput, conflict, notFound, Problem, type ProblemCode } from './problem.ts';
export { Upload } from './uploads/upload.entity.ts';
export { LARGEST_UPLOAD_BYTES, Uploads } from './uploads/uploads.ts';
