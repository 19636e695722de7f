import { type ReactNode, useEffect, useState } from "react";
import { useFeed } from "../../live/LiveContext";
import { formatClock, formatCount, formatValue } from "../../ui/format";

const ROWS = 20;

interface Props {
  runId: string;
  name: string;
  metric: string;
}

// The newest points as a table for those who do not see the chart; renewed every five seconds, not with each point.
export function DataTable({ runId, name, metric }: Props): ReactNode {
  const feed = useFeed(runId);
  const [, renew] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => renew((n) => n + 1), 5000);
    return () => clearInterval(timer);
  }, []);
  const curve = feed?.curves.get(metric);
  const points = (curve?.newest ?? []).slice(-ROWS).reverse();
  const marks = curve?.marks.all() ?? [];
  return (
    <div className="sr-only">
      <table>
        <caption>
          {metric} of {name}: {formatCount(curve?.total ?? 0)} points, the newest {points.length} here
          {marks.map((mark) => `; ${mark.count} × ${mark.kind} at step ${mark.from}`).slice(0, 8)}
        </caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Value</th>
            <th scope="col">Time (UTC)</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step may be logged twice; rows have no identity of their own.
            <tr key={i}>
              <td>{point.step}</td>
              <td>{formatValue(point.value)}</td>
              <td>{formatClock(point.time * 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
