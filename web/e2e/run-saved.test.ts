import { expect, test } from "./fixture";

const SAVED = {
  filepath: "/models/a.pt",
  size: 212_345,
  sha256: "ab".repeat(32),
  validity: "valid",
  format: "pt",
  structure: {
    keys: ["model", "optimizer"],
    parameters: 8320,
    tensors: [
      { name: "fc.weight", shape: [128, 64], dtype: "float32" },
      { name: "fc.bias", shape: [128], dtype: "float32" },
    ],
    unsafe_globals: ["posix.system"],
  },
  metadata: { git: "8f3c2a1" },
};

test("A checkpoint's details show its tensors, its keys, its metadata and what is unsafe about it", async ({
  page,
  server,
}) => {
  const id = await server.createRun("saver", { total_steps: 100 });
  const save = (step: number, loss: number) =>
    server.send<{ id: string }>("POST", `/api/runs/${id}/checkpoints`, { ...SAVED, step, metrics: { loss } });
  const first = await save(20, 0.5);
  const second = await save(40, 0.25);
  await page.goto(`${server.url}/runs/${id}`);
  const rows = page.locator("tr[data-checkpoint-id]");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toHaveAttribute("data-checkpoint-id", second.id);
  const heads = page.locator('[data-area="checkpoints"] th');
  await heads.getByRole("button", { name: "LOSS", exact: true }).click();
  await heads.getByRole("button", { name: "LOSS ↓", exact: true }).click();
  await expect(rows.first()).toHaveAttribute("data-checkpoint-id", second.id);
  await heads.getByRole("button", { name: "STEP", exact: true }).click();
  await heads.getByRole("button", { name: "STEP ↓", exact: true }).click();
  await expect(rows.first()).toHaveAttribute("data-checkpoint-id", first.id);

  await page.getByRole("button", { name: `details of ${first.id}` }).click();
  const sheet = page.locator(`[data-checkpoint="${first.id}"]`);
  await expect(sheet).toContainText("128 × 64");
  await expect(sheet).toContainText("fc.bias");
  await expect(sheet).toContainText("8,320 parameters");
  await expect(sheet).toContainText("optimizer");
  await expect(sheet).toContainText("8f3c2a1");
  await expect(sheet).toContainText("posix.system");
  await expect(page).toHaveURL(new RegExp(`ckpt=${first.id}`));
  await sheet.getByRole("button", { name: "BEST" }).click();
  await expect(page.locator(`tr[data-checkpoint-id="${first.id}"]`)).toContainText("best");
  expect((await server.send<{ is_best: boolean }>("GET", `/api/checkpoints/${first.id}`)).is_best).toBe(true);
  // Nobody is live to load it: the page says how a script does.
  await sheet.getByRole("button", { name: "LOAD" }).click();
  await expect(sheet.getByRole("alert")).toContainText("torch.load");
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole("button", { name: `details of ${first.id}` })).toBeFocused();
});

test("Escape goes back to the row that opened the details, wherever it was pressed, and long names end in dots", async ({
  page,
  server,
}) => {
  const id = await server.createRun("saver");
  const long = `model.${"encoder_layer.".repeat(12)}weight`;
  const structure = { ...SAVED.structure, keys: [long], tensors: [{ name: long, shape: [2], dtype: "float32" }] };
  const save = (step: number) =>
    server.send<{ id: string }>("POST", `/api/runs/${id}/checkpoints`, { ...SAVED, structure, step });
  const [first, second] = [await save(20), await save(40)];
  const row = (checkpoint: { id: string }) => page.locator(`tr[data-checkpoint-id="${checkpoint.id}"]`);
  for (const path of [`/?run=${id}`, `/runs/${id}`]) {
    await page.goto(server.url + path);
    await row(first).locator("td").nth(1).click();
    await expect(page.locator(`[data-checkpoint="${first.id}"]`)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(row(first).getByRole("button", { name: `details of ${first.id}` })).toBeFocused();
    await row(first).locator("td").nth(1).click();
    await expect(page.locator(`[data-checkpoint="${first.id}"]`)).toBeFocused();
    // On the page of a run the details lie over its rows.
    await row(second).locator("td").nth(1).dispatchEvent("click");
    await expect(page.locator(`[data-checkpoint="${second.id}"]`)).toBeFocused();
    for (const name of await page.locator(`[data-checkpoint] [title="${long}"]`).all())
      expect(await name.evaluate((element) => getComputedStyle(element).textOverflow)).toBe("ellipsis");
    await expect(page.locator(`[data-checkpoint] [title="${long}"]`)).toHaveCount(2);
    expect(await page.locator("[data-checkpoint]").evaluate((sheet) => sheet.scrollWidth - sheet.clientWidth)).toBe(0);
    await page.keyboard.press("Escape");
    await expect(row(second).getByRole("button", { name: `details of ${second.id}` })).toBeFocused();
  }
});
