import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { faultsOf } from "./axe";
import { digitsFolder, pngOf, wavOf } from "./files";
import { expect, test } from "./fixture";
import type { Server } from "./server";

interface SetRecord {
  id: string;
  name: string;
  status: string;
  files: number;
  size: number;
  types: Record<string, number>;
  error: string | null;
}
interface FileRecord {
  n: number;
  name: string;
  sha256: string;
}

const readSets = async (server: Server) => (await server.send<{ items: SetRecord[] }>("GET", "/api/datasets")).items;
const filesOf = async (server: Server, id: string) =>
  (await server.send<{ items: FileRecord[] }>("GET", `/api/datasets/${id}/files?limit=1000`)).items;
const setRow = (page: Page, name: string) => page.locator("tr[data-set]").filter({ hasText: name });
const upload = (page: Page) => page.locator("aside").getByRole("button", { name: /^UPLOAD \d/ });

async function make(server: Server, name: string, files: Record<string, Buffer>): Promise<string> {
  const { id } = await server.send<SetRecord>("POST", "/api/datasets", { name });
  for (const [n, [path, body]] of Object.entries(files).entries()) {
    const to = `${server.url}/api/datasets/${id}/files/${n}?name=${encodeURIComponent(path)}`;
    await fetch(to, { method: "PUT", body: new Uint8Array(body) });
  }
  return id;
}

test("A folder is uploaded with every file under its path, shown as thumbnails, found and opened", async ({
  page,
  server,
  watch,
}) => {
  const folder = await digitsFolder(60);
  await writeFile(join(folder, "readme.txt"), "one folder for each digit\n");
  await writeFile(join(folder, ".hidden"), "left out");
  await page.goto(`${server.url}/datasets`);
  await expect(page.getByText("No data set yet")).toBeVisible();
  await page.keyboard.press("F9");
  await expect(page.getByRole("heading", { name: "UPLOAD A DATA SET" })).toBeVisible();
  await page.locator('[data-pick="folder"]').setInputFiles(folder);
  await expect(page.locator("[data-chosen]")).toContainText("61 files");
  await expect(page.locator("[data-chosen]")).toContainText("1 hidden left out");
  await expect(page.getByLabel("NAME", { exact: true })).toHaveValue("digits");
  await upload(page).click();
  await expect(setRow(page, "digits")).toHaveAttribute("data-status", "active");

  const [set] = await readSets(server);
  expect(set).toMatchObject({ name: "digits", status: "active", files: 61, types: { image: 60, text: 1 } });
  const files = await filesOf(server, set?.id ?? "");
  for (const { name, sha256 } of files) {
    const body = await readFile(join(folder, "..", name));
    expect(sha256, name).toBe(createHash("sha256").update(body).digest("hex"));
  }
  // The sheet gives way to what arrived.
  await expect(page.locator('[data-file="0"] img')).toBeVisible();
  await expect
    .poll(() => page.locator('[data-file="0"] img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(8);
  await page.getByRole("button", { name: "TEXT 1" }).click();
  await expect(page.locator("[data-file]")).toHaveCount(1);
  await page.locator("[data-file]").click();
  await expect(page.locator("[data-viewer] pre")).toHaveText("one folder for each digit\n");
  await page.locator('[data-panel="2"]').getByRole("button", { name: "ALL 61" }).click();
  await page.getByLabel("Find files").fill("/7/");
  const sevens = files.filter(({ name }) => name.includes("/7/"));
  await expect(page.locator("[data-file]")).toHaveCount(sevens.length);
  await page.locator("[data-file]").first().click();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("[data-viewer] h3")).toHaveText(sevens[1]?.name ?? "");
  const link = page.url();
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.locator("[data-viewer] h3")).toHaveText(sevens[1]?.name ?? "");
  expect(watch.faults).toEqual([]);
});

test("Files and folders are dropped on the page, and folders are walked to their end", async ({ page, server }) => {
  await page.goto(`${server.url}/datasets`);
  await expect(page.getByText("No data set yet")).toBeVisible();
  // A drop of real files has entries only when the browser makes it, so the entries are given here as the browser would.
  await page.evaluate(() => {
    const file = (path: string) => ({
      isFile: true,
      isDirectory: false,
      fullPath: path,
      file: (done: (file: File) => void) => done(new File([path], path.split("/").at(-1) ?? "")),
    });
    const folder = (path: string, children: unknown[]) => ({
      isFile: false,
      isDirectory: true,
      fullPath: path,
      createReader: () => {
        const left = [...children];
        return { readEntries: (done: (some: unknown[]) => void) => done(left.splice(0, 100)) };
      },
    });
    const many = Array.from({ length: 250 }, (_, i) => file(`/words/deep/${i}.txt`));
    const entry = folder("/words", [folder("/words/deep", many), file("/words/readme.md")]);
    const data = { types: ["Files"], items: [{ webkitGetAsEntry: () => entry }], files: [] };
    const event = new DragEvent("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: data });
    document.querySelector("main")?.dispatchEvent(event);
  });
  await expect(page.locator("[data-chosen]")).toContainText("251 files");
  await page.getByLabel("ABOUT").fill("words in a deep folder");
  await upload(page).click();
  await expect(setRow(page, "words")).toHaveAttribute("data-status", "active");
  const [set] = await readSets(server);
  expect(set).toMatchObject({ name: "words", files: 251, description: "words in a deep folder" });
  const names = (await filesOf(server, set?.id ?? "")).map(({ name }) => name);
  expect(new Set(names).size).toBe(251);
  expect(names).toContain("words/deep/249.txt");
});

test("An upload outlives a restart of the server, and one that is stopped can be finished", async ({
  page,
  server,
}) => {
  const folder = await digitsFolder(120);
  await page.goto(`${server.url}/datasets?new=1`);
  await page.locator('[data-pick="folder"]').setInputFiles(folder);
  await upload(page).click();
  await expect.poll(async () => (await readSets(server))[0]?.files ?? 0).toBeGreaterThan(2);
  await server.stop();
  await server.start(Number(new URL(page.url()).port));
  await expect.poll(async () => (await readSets(server))[0]?.files ?? 0).toBeGreaterThan(6);
  await page.getByRole("button", { name: "STOP", exact: true }).click();
  await expect(page.locator('[data-upload="stopped"]')).toBeVisible();
  await expect.poll(async () => (await readSets(server))[0]?.status).toBe("failed");
  expect((await readSets(server))[0]?.error).toMatch(/^stopped: \d+ of 120 files arrived$/);
  await page.getByRole("button", { name: "SEND THE REST" }).click();
  await expect(setRow(page, "digits")).toHaveAttribute("data-status", "active");
  expect((await readSets(server))[0]).toMatchObject({ status: "active", files: 120 });
});

test("Sound and film play, a data set in use stays, and it goes once nobody needs it", async ({ page, server }) => {
  const id = await make(server, "mixed", {
    "beep.wav": wavOf(),
    "a.mp4": Buffer.from("no film"),
    "b.bin": Buffer.from("x"),
  });
  const job = await server.send<{ id: string }>("POST", "/api/jobs", {
    name: "needs-it",
    command: ["true"],
    hold: true,
    dataset_id: id,
  });
  await page.goto(`${server.url}/datasets?set=${id}`);
  await page.locator('[data-file="0"]').click();
  await expect
    .poll(() => page.locator("[data-viewer] audio").evaluate((audio: HTMLAudioElement) => audio.duration))
    .toBeCloseTo(0.5, 1);
  await page.locator('[data-file="1"]').click();
  await expect(page.locator("[data-viewer] video")).toBeVisible();
  await page.locator('[data-file="2"]').click();
  await expect(page.locator("[data-viewer]")).toContainText("Not shown here");
  await expect(page.locator("[data-used]")).toContainText("needs-it");

  const remove = async () => {
    await page.locator('[data-deed="delete"]').click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^DELETE/ })
      .click();
  };
  await remove();
  await expect(page.getByText("which job 'needs-it' uses")).toBeVisible();
  expect(await readSets(server)).toHaveLength(1);
  await server.send("POST", `/api/jobs/${job.id}/cancel`);
  await page.locator('[data-deed="delete"]').click();
  await page.getByRole("button", { name: "KEEP IT" }).click();
  expect(await readSets(server)).toHaveLength(1);
  await remove();
  await expect(page.getByText("No data set yet")).toBeVisible();
  expect(await readSets(server)).toEqual([]);
});

test("Hostile names are words on the page, and no place on the server", async ({ page, server, watch }) => {
  const hostile = [
    "../../../etc/x.png",
    "$(touch x); rm -rf .txt",
    '<img src=x onerror="document.title=1">',
    "a\nb.txt",
  ];
  await page.goto(`${server.url}/datasets?new=1`);
  await page
    .locator('[data-pick="files"]')
    .setInputFiles(
      hostile.map((name) => ({ name: name.replaceAll("/", "_"), mimeType: "text/plain", buffer: Buffer.from(name) })),
    );
  const name = '<script>document.title="1"</script> $(touch y) ../..';
  await page.getByLabel("NAME", { exact: true }).fill(name);
  await page.getByLabel("ABOUT").fill(name);
  await upload(page).click();
  // What begins with a dot is left out. A line break is no part of a name, and the server says so; the others arrive.
  await expect(page.locator('[data-upload="failed"]')).toContainText("2 of 3 files arrived");
  const [set] = await readSets(server);
  expect(set).toMatchObject({ name, status: "failed", files: 2 });
  await make(server, "paths", { [hostile[0] ?? ""]: Buffer.from("x") });
  await page.keyboard.press("Escape");
  await setRow(page, "paths").click();
  await expect(page.locator("[data-file]")).toHaveCount(1);
  await setRow(page, "$(touch y)").click();
  await expect(page.locator("[data-file]")).toHaveCount(2);
  expect(await page.title()).not.toContain("1");
  const files = await readdir(join(server.folder, "datasets"), { recursive: true, withFileTypes: true });
  const found = files.filter((entry) => entry.isFile()).map(({ name: file }) => file);
  for (const file of found) expect(file).toMatch(/^\d{6}\.(png|txt|bin)$/);
  expect(watch.faults).toEqual([]);
});

test("Thousands of files are a few tiles at a time, to the last of them", async ({ page, server }) => {
  const { id } = await server.send<SetRecord>("POST", "/api/datasets", { name: "many" });
  const form = new FormData();
  const image = new Blob([new Uint8Array(pngOf([0, 255, 255, 0], 2, 2))]);
  for (let i = 0; i < 2500; i++) form.append("files", image, `${String(i).padStart(5, "0")}.png`);
  const answer = await fetch(`${server.url}/api/datasets/${id}/files`, { method: "POST", body: form });
  expect(answer.status).toBe(201);
  await page.goto(`${server.url}/datasets?set=${id}`);
  await expect(page.locator('[data-file="0"]')).toBeVisible();
  expect(await page.locator("[data-file]").count()).toBeLessThan(250);
  await page.getByLabel("Tiles of the files").evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
  await expect(page.locator('[data-file="2499"]')).toBeVisible();
  expect(await page.locator("[data-file]").count()).toBeLessThan(250);
});

test("The page has no fault for a screen reader in either theme, and is useful on a phone", async ({
  page,
  server,
}) => {
  const id = await make(server, "small", {
    "a/1.png": pngOf([0, 255, 255, 0], 2, 2),
    "notes.txt": Buffer.from("hello"),
  });
  await page.goto(`${server.url}/`);
  await expect(page.getByText("No runs yet")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("GO datasets");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/datasets$/);
  await setRow(page, "small").click();
  await page.locator('[data-file="0"]').click();
  for (const theme of ["dark", "light"]) {
    await page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("F9");
    await expect(page.getByRole("heading", { name: "UPLOAD A DATA SET" })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("F9");
  }
  await page.setViewportSize({ width: 375, height: 812 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await faultsOf(page)).toEqual([]);
  await page.locator("[data-viewer]").getByRole("button", { name: "CLOSE" }).click();
  await page.locator('[data-file="1"]').click();
  await expect(page.locator("[data-viewer] pre")).toHaveText("hello");
  await page.locator("[data-viewer]").getByRole("button", { name: "CLOSE" }).click();
  await page.locator('[data-deed="rename"]').click();
  await page.getByRole("dialog").getByRole("textbox").fill("smaller");
  await page.getByRole("dialog").getByRole("button", { name: "RENAME" }).click();
  await expect.poll(async () => (await readSets(server))[0]).toMatchObject({ id, name: "smaller" });
});

test("Files are added to a data set that is there, and refused while a job reads it", async ({ page, server }) => {
  const id = await make(server, "pets", { "cats/1.txt": Buffer.from("1"), "cats/2.txt": Buffer.from("2") });
  const folder = await digitsFolder(40);
  await page.goto(`${server.url}/datasets?set=${id}`);
  await page.locator('[data-deed="add"]').click();
  await expect(page.getByRole("heading", { name: "ADD FILES" })).toBeVisible();
  await expect(page.getByLabel("INTO")).toHaveValue(id);
  await page.locator('[data-pick="folder"]').setInputFiles(folder);
  await page.getByRole("button", { name: /^ADD 40/ }).click();
  await expect(page.locator('[data-panel="2"]').getByRole("button", { name: "ALL 42" })).toBeVisible();
  const files = await filesOf(server, id);
  expect(files.map(({ n }) => n)).toEqual(files.map((_, i) => i));
  expect(new Set(files.map(({ name }) => name)).size).toBe(42);
  expect(files.some(({ name }) => name.startsWith("digits/"))).toBe(true);

  const job = await server.send<{ id: string }>("POST", "/api/jobs", {
    name: "reader",
    command: ["sleep", "600"],
    dataset_id: id,
  });
  await expect
    .poll(async () => (await server.send<{ status: string }>("GET", `/api/runs/${job.id}`)).status)
    .toBe("running");
  await page.locator('[data-deed="add"]').click();
  await page.locator('[data-pick="folder"]').setInputFiles(folder);
  await page.getByRole("button", { name: /^ADD 40/ }).click();
  await expect(page.locator('[data-upload="failed"]')).toContainText("which job 'reader' is reading");
  expect((await readSets(server))[0]).toMatchObject({ status: "active", files: 42 });
  await server.send("POST", `/api/jobs/${job.id}/cancel`);
  await expect
    .poll(async () => (await server.send<{ slots_busy: number }>("GET", "/api/jobs?limit=1")).slots_busy)
    .toBe(0);
  await page.getByRole("button", { name: "SEND THE REST" }).click();
  await expect(page.locator('[data-panel="2"]').getByRole("button", { name: "ALL 82" })).toBeVisible();
});
