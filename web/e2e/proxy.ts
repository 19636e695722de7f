import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import type { Server } from "./server";

export type Refusal = "refuse" | "swallow";

// A proxy that passes requests on but no upgrade: it refuses one in words, or takes it and never answers.
export async function behindProxy(server: Server, way: Refusal): Promise<{ url: string; close: () => Promise<void> }> {
  const proxy = createServer((incoming, answer) => {
    const target = new URL(server.url);
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
  proxy.on("upgrade", (_request, socket) => {
    socket.on("error", () => socket.destroy());
    if (way === "refuse") socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
    else held.add(socket);
  });
  const held = new Set<{ destroy: () => void }>();
  await new Promise<void>((ready) => proxy.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of held) socket.destroy();
      proxy.closeAllConnections();
      await new Promise((done) => proxy.close(done));
    },
  };
}
