const KEY = "tmon.views";

export interface SavedView {
  name: string;
  search: string;
}

// Views by name, kept in this browser. What a view holds is a query of the address, so it can also be sent as a link.
export function readViews(): SavedView[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter(isView) : [];
  } catch {
    return [];
  }
}

const isView = (value: unknown): value is SavedView =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as SavedView).name === "string" &&
  typeof (value as SavedView).search === "string";

export function writeViews(views: readonly SavedView[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(views));
  } catch {
    // Storage may be refused; the views then last as long as the page.
  }
}

// Whether two queries show the same, whatever the order of their names.
export function isSameView(a: string, b: string): boolean {
  const sorted = (text: string) => [...new URLSearchParams(text)].map(String).sort().join("&");
  return sorted(a) === sorted(b);
}
