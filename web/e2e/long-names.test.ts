import { faultsOf } from "./axe";
import { expect, test } from "./fixture";

const LONG = `m${"/very_long_part".repeat(16)}`.slice(0, 250);

test("However long its name, a chart of the run's page shows its number and whole buttons", async ({
  page,
  server,
}) => {
  const id = await server.createRun("long names");
  const names = ["layer0/w1/norm", "layer10/attention/out_proj/w1/norm", LONG];
  await server.send("POST", `/api/runs/${id}/metrics`, {
    steps: [1, 2, 3],
    metrics: Object.fromEntries(names.map((name) => [name, [-1.5e-7, -1.6e-7, -1.234e-7]])),
  });
  for (const width of [1600, 900, 375]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${server.url}/runs/${id}`);
    for (const name of names) {
      const chart = page.locator(`[data-chart="${name}"]`);
      await chart.scrollIntoViewIfNeeded();
      const number = chart.locator("header b");
      await expect(number).toHaveText("-1.395e-7");
      await expect(chart.locator("canvas").first()).toBeVisible();
      const isCut = await chart.locator("header").evaluate((head) => {
        const right = head.getBoundingClientRect().right;
        const own = head.querySelector("b")?.getBoundingClientRect();
        // On a telephone the first of them is not there.
        const tools = [...head.querySelectorAll("button")].filter((tool) => tool.offsetWidth > 0);
        const next = tools[0]?.getBoundingClientRect();
        return own === undefined || next === undefined || own.right > next.left || next.right > right;
      });
      expect(isCut, `${name.slice(0, 20)} at ${width}`).toBe(false);
      const tools = await chart.locator("header button:visible").all();
      for (const tool of tools) {
        const box = await tool.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0), `${name.slice(0, 20)} at ${width}`).toBeGreaterThanOrEqual(
          24,
        );
      }
    }
    if (width === 1600) expect((await faultsOf(page)).filter((fault) => fault.startsWith("target-size"))).toEqual([]);
  }
});

test("A long name of a metric or a tag leaves their room to the others in the head of a run", async ({
  page,
  server,
}) => {
  const tag = "t".repeat(60);
  const id = await server.createRun("long names", { tags: [tag, "short"] });
  await server.send("POST", `/api/runs/${id}/metrics`, {
    steps: [1, 2],
    metrics: { [LONG]: [1, 2], "val/loss": [1, 2] },
  });
  await page.goto(`${server.url}/runs/${id}`);
  const fact = page.locator(`[data-fact="${LONG}"]`);
  await expect(fact).toBeVisible();
  expect((await fact.boundingBox())?.width).toBeLessThan(400);
  await expect(page.getByText(tag)).toHaveAttribute("title", tag);
  expect((await page.getByText(tag).boundingBox())?.width).toBeLessThan(200);
  await expect(page.getByRole("button", { name: "+ tag" })).toBeInViewport({ ratio: 1 });
});
