import type { Frame } from "../api/frames";
import type { Run } from "../api/wire";

// A run after a frame about it, or null when the frame says nothing new. A frame and a reading of the same run may cross
// on the way; the greater cursor wins.
export function mergeRun(run: Run, frame: Frame): Run | null {
  if (frame.type === "status_change")
    return frame.cursor < run.cursor ? null : { ...run, status: frame.new_status, cursor: frame.cursor };
  if (frame.type !== "run_update" || frame.cursor < run.cursor) return null;
  const { type: _type, run_id: _id, ...fields } = frame;
  const metrics = fields.metrics === undefined ? run.metrics : { ...run.metrics, ...fields.metrics };
  return { ...run, ...fields, metrics };
}
