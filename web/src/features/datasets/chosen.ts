// What somebody has chosen to upload, by the names that it has where it comes from: folders with slashes.
export interface ChosenFile {
  name: string;
  file: File;
}

export interface Chosen {
  files: readonly ChosenFile[];
  // Files that no data set wants: what systems leave in folders for themselves.
  left: number;
}

export const NOTHING: Chosen = { files: [], left: 0 };

const LITTER = new Set(["thumbs.db", "desktop.ini"]);

const isLitter = (name: string): boolean =>
  name.split("/").some((part) => part.startsWith(".") || LITTER.has(part.toLowerCase()));

export function chosenOf(all: readonly ChosenFile[]): Chosen {
  const files = all.filter(({ name }) => !isLitter(name));
  files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { files, left: all.length - files.length };
}

// A later choice adds to an earlier one; the same name again is the newer file.
export function joined(before: Chosen, more: Chosen): Chosen {
  const byName = new Map([...before.files, ...more.files].map((one) => [one.name, one]));
  const { files } = chosenOf([...byName.values()]);
  return { files, left: before.left + more.left };
}

// From a file picker; a folder's files carry their path.
export const ofPicker = (files: Iterable<File>): Chosen =>
  chosenOf([...files].map((file) => ({ name: file.webkitRelativePath || file.name, file })));

// From a drop: folders are walked to their end. The entries must be taken before the event is over.
export async function ofDrop(data: DataTransfer): Promise<Chosen> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return ofPicker(data.files);
  const found: ChosenFile[] = [];
  for (const entry of entries) await walk(entry, found);
  return chosenOf(found);
}

async function walk(entry: FileSystemEntry, found: ChosenFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    found.push({ name: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A browser gives a hundred at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return;
    for (const child of some) await walk(child, found);
  }
}

// The folder that all of them come from, as a name for the set; empty where there is none.
export function folderOf({ files }: Chosen): string {
  const top = files[0]?.name.split("/") ?? [];
  const folder = top.length > 1 ? (top[0] ?? "") : "";
  return folder !== "" && files.every(({ name }) => name.startsWith(`${folder}/`)) ? folder : "";
}

export const bytesOf = ({ files }: Chosen): number => files.reduce((sum, { file }) => sum + file.size, 0);

// How many of each type, as the browser sees them; the server looks for itself.
export function typesOf({ files }: Chosen): [string, number][] {
  const counts = new Map<string, number>();
  for (const { file } of files) {
    const family = file.type.split("/")[0] ?? "";
    const type = ["image", "audio", "video", "text"].includes(family) ? family : "other";
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}
