/** A Jest reporter whose only line closes the run and can be read by a machine: `N passed, N failed, N skipped`. */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
    // Jest's own summary is printed after all other reporters.
    process.once('exit', () => console.log(line));
  }
}
