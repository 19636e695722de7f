import { type HistoryRange, historyPath } from "./history";
import { type Form, request } from "./http";
import type { SeriesAnswer, SeriesWish } from "./series";
import type { History, Series } from "./wire";

// Series as little-endian float64 columns, as `contract/live.md` draws them. Curves travel so without becoming text in
// between. A null is NaN in them.
const columnsOf = <T extends { series: Series[] }>(): Form<T> => ({
  type: "application/x-tmon-columns",
  read(bytes): T {
    const magic = new TextDecoder().decode(bytes.slice(0, 4));
    if (magic !== "TMC1") throw new Error(`got columns that begin with ${JSON.stringify(magic)}, want TMC1`);
    const length = new DataView(bytes).getUint32(4, true);
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, length)));
    let offset = 8 + length;
    const series = header.series.map(({ columns, rows, ...about }: { columns: string[]; rows: number }) => {
      const read: Record<string, unknown> = { ...about };
      for (const name of columns) {
        read[name] = new Float64Array(bytes, offset, rows);
        offset += 8 * rows;
      }
      return read as unknown as Series;
    });
    return { ...header, series };
  },
});
export const COLUMNS = columnsOf<SeriesAnswer>();
const OF_ONE = columnsOf<History>();

// The same metrics of many runs in one go, as columns.
export const readColumns = (wish: SeriesWish, signal?: AbortSignal) =>
  request<SeriesAnswer>("POST", "/api/series", wish, signal, COLUMNS);

// The curves of one run, as columns.
export const readCurves = (runId: string, keys: string[], range: HistoryRange = {}, signal?: AbortSignal) =>
  request<History>("GET", historyPath(runId, keys, range), undefined, signal, OF_ONE);
