using TrainingMonitor.Server.Commands;
using TrainingMonitor.Server.Ingest;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

internal static class LiveEndpoints
{
    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.Map("/ws", async (HttpContext context, LiveHub hub, DataStore store, LifeSign life, IngestService ingest, CommandService commands, ServerOptions options, IHostApplicationLifetime lifetime) =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                throw new ProblemException(StatusCodes.Status426UpgradeRequired, "got a plain request for /ws, want a WebSocket upgrade");
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            var outgoing = new Viewer(options.Live);
            var viewing = new ViewerSession(hub, outgoing, options.Live);
            var writing = new WriterSession(store, life, ingest, commands, outgoing);
            await new LiveSocket(socket, viewing, writing, outgoing, options.Live).RunAsync(stop.Token);
        })
        .ExcludeFromDescription();
}
