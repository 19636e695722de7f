import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, expectNewestStep, pointsOf, row, test } from "./fixture";

test("The page survives a restart of the server by itself, and misses and doubles nothing", async ({
  page,
  server,
  watch,
}) => {
  const id = await server.createRun("survivor", { total_steps: 500 });
  await server.train(id, 0, 50);
  await page.goto(`${server.url}/?run=${id}`);
  await expectNewestStep(page, 49);
  const port = server.port;
  await server.stop();
  await expect(page.locator('[data-connection="offline"]')).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("data as of");
  expect(await pointsOf(page)).toHaveLength(50);
  await server.start(port);
  await server.train(id, 50, 80);
  await expect(page.locator('[data-connection="live"]')).toBeVisible({ timeout: 20_000 });
  await expectNewestStep(page, 79);
  await server.train(id, 80, 90);
  await expectNewestStep(page, 89);
  expect((await pointsOf(page)).map(([step]) => step)).toEqual(Array.from({ length: 90 }, (_, i) => i));
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "Connection back" })).toBeVisible();
  expect(watch.requests.filter((url) => url.includes("://")).every((url) => new URL(url).port === String(port))).toBe(
    true,
  );
});

test("Behind a proxy that refuses upgrades the page polls, says so, and is complete", async ({ page, server }) => {
  const target = new URL(server.url);
  const proxy = createServer((incoming, answer) => {
    const headers = { ...incoming.headers, host: target.host, connection: "close" };
    if (headers.origin !== undefined) headers.origin = target.origin;
    const options = { host: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers };
    const onward = forward(options, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  });
  proxy.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n"));
  await new Promise<void>((ready) => proxy.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const id = await server.createRun("polled");
  await server.train(id, 0, 10);
  await page.goto(`${url}/?run=${id}`);
  await expect(page.locator('[data-connection="polling"]')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("POLLING 2s")).toBeVisible();
  await server.train(id, 10, 25);
  await expectNewestStep(page, 24);
  const later = await server.createRun("polled-too");
  await expect(row(page, later)).toBeVisible();
  await page.close();
  proxy.closeAllConnections();
  await new Promise((done) => proxy.close(done));
});
