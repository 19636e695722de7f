using System.Buffers;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Ingest;

/// <summary>The busiest endpoint: what it needs is looked up once, and a small body is read where it lies.</summary>
internal static class IngestEndpoints
{
    // A body that comes in one piece is in one block of the transport.
    private const int SmallBody = 4096;

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        var ingest = routes.ServiceProvider.GetRequiredService<IngestService>();
        var most = routes.ServiceProvider.GetRequiredService<ServerOptions>().MaxBodyBytes;
        routes.MapPost("/api/runs/{id}/metrics", (string id, HttpContext context) => WriteAsync(ingest, most, id, context))
            .WithTags("points")
            .WithSummary("Write points: one, an array of them, or a columnar batch")
            .WithDescription("Answers after the points are durable. With writer and seq a batch is stored exactly once, however often it is sent.")
            .Accepts<PointsBody>("application/json")
            .Produces<BatchAnswer>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(429).ProducesProblem(503);
    }

    private static async Task WriteAsync(IngestService ingest, long most, string id, HttpContext context)
    {
        var batch = await ReadAsync(ingest, most, id, context);
        await AnswerJson.WriteAsync(context.Response, await ingest.WriteAsync(id, batch));
    }

    private static async ValueTask<PointBatch> ReadAsync(IngestService ingest, long most, string id, HttpContext context)
    {
        if (context.Request.ContentLength <= SmallBody)
        {
            var pipe = context.Request.BodyReader;
            var read = await pipe.ReadAsync();
            // More than one reading where it was compressed, or came in pieces.
            while (!read.IsCompleted && read.Buffer.Length <= most)
            {
                pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                read = await pipe.ReadAsync();
            }

            try
            {
                return read.Buffer.Length > most ? throw RequestBytes.TooLarge(most)
                    : ingest.Read(id, read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
            }
            finally
            {
                pipe.AdvanceTo(read.Buffer.End);
            }
        }

        using var body = await RequestBytes.ReadAsync(context.Request, context.RequestAborted);
        return ingest.Read(id, body.Memory.Span);
    }
}
