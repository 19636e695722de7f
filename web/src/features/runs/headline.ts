const HEADING = /Traceback \(most recent call last\):$/;
const FRAME = /^\s+File ".*", line \d+/;

// The one line of an error that says what happened. Python tells it below the frames, the last of several exceptions in the
// end, and its message may go on over more lines; elsewhere it comes first and the frames follow.
export function headlineOf(error: string): string {
  const lines = error.split("\n").map((line) => line.trimEnd());
  const last = lines.findLastIndex((line) => HEADING.test(line) || FRAME.test(line));
  // Frames, and the code that they show, are indented.
  const raised = last < 0 ? undefined : lines.slice(last + 1).find((line) => /^\S/.test(line));
  return raised ?? lines.find((line) => line !== "" && !HEADING.test(line))?.trimStart() ?? "";
}
