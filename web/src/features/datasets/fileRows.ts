import { type DataSetFile, type FileType, listFiles } from "../../api/datasets";
import { Store } from "../../live/store";

const PAGE = 1000;

export interface FilesView {
  items: readonly DataSetFile[];
  total: number | null;
  error: string | null;
}

// The files of a data set that a filter leaves, in their order, read as far as somebody has looked.
export class FileRows {
  readonly view = new Store<FilesView>({ items: [], total: null, error: null });
  private readonly stop = new AbortController();
  private cursor: string | undefined;
  private wanted = 1;
  private isReading = false;

  private readonly setId: string;
  private readonly filter: { type: FileType | undefined; q: string | undefined };

  constructor(setId: string, type: FileType | undefined, text: string) {
    this.setId = setId;
    this.filter = { type, q: text || undefined };
    void this.read();
  }

  // All up to there are wanted.
  want(to: number): void {
    this.wanted = Math.max(this.wanted, to);
    if (!this.isReading) void this.read();
  }

  close(): void {
    this.stop.abort();
  }

  private async read(): Promise<void> {
    this.isReading = true;
    try {
      for (;;) {
        const { items, total, error } = this.view.get();
        if (error !== null || items.length >= Math.min(this.wanted, total ?? 1)) break;
        const query = { ...this.filter, limit: PAGE, cursor: this.cursor };
        const page = await listFiles(this.setId, query, this.stop.signal);
        this.cursor = page.next_cursor ?? undefined;
        const all = [...items, ...page.items];
        this.view.set({ items: all, total: page.next_cursor === null ? all.length : page.total, error: null });
      }
    } catch (problem) {
      if (this.stop.signal.aborted) return;
      const error = problem instanceof Error ? problem.message : String(problem);
      this.view.set({ ...this.view.get(), error });
    } finally {
      this.isReading = false;
    }
  }
}
