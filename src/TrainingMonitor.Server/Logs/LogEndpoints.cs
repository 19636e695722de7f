using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Commands;
using TrainingMonitor.Server.Ingest;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Logs;

internal static class LogEndpoints
{
    private const int MostLines = 50_000;

    public static void MapLogs(this IEndpointRouteBuilder routes)
    {
        var logs = routes.MapGroup("/api/runs/{id}/logs").WithTags("console");

        logs.MapGet("/", Ok<ListAnswer<LogLine>> (string id, HttpRequest request, DataStore store) =>
        {
            RunEndpoints.Find(store, id);
            var query = request.Query;
            var tail = PageBounds.Integer(query, "tail", 0, 0, PageBounds.MaxLimit);
            var from = tail > 0 ? Math.Max(0, store.Logs.Count(id) - tail) : long.Parse(PageBounds.Cursor(query) ?? "0", CultureInfo.InvariantCulture);
            var text = query["q"].ToString() is { Length: > 0 } q ? q : null;
            var page = store.Logs.Read(id, from, tail > 0 ? tail : PageBounds.Limit(query), text, Stream(query["stream"].ToString()));
            return TypedResults.Ok(new ListAnswer<LogLine>(page.Items, page.Next?.ToString(CultureInfo.InvariantCulture), page.Total));
        })
        .WithSummary("The console of a run, oldest first")
        .WithDescription("cursor, limit, q (text in the line), stream (stdout or stderr); tail=200 for the last lines. next_cursor is null at the end; total as the cursor then gives what comes later. A search may answer with fewer lines than limit and a next_cursor.")
        .ProducesProblem(400).ProducesProblem(404);

        logs.MapPost("/", async Task<Ok<LogAnswer>> (string id, JsonBody<NewLogLines> body, DataStore store, CommandService commands, CancellationToken stop) =>
        {
            RunEndpoints.Find(store, id);
            return TypedResults.Ok(await AppendAsync(store, commands, id, body.Value, stop));
        })
        .WithSummary("Append console lines")
        .WithDescription("Answers after they are on disk. With writer and seq they are stored exactly once, however often they are sent; seq has to grow from request to request, gaps do not matter. A line with a NUL character is rejected, those around it are taken.")
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(503);
    }

    public static async Task<LogAnswer> AppendAsync(DataStore store, CommandService commands, string runId, NewLogLines lines, CancellationToken stop)
    {
        if (lines.Lines.Count is 0 or > MostLines)
        {
            throw ProblemException.BadRequest($"got {lines.Lines.Count} lines, want 1 to {MostLines}");
        }

        TextRule.Name("writer", lines.Writer, BatchReader.MaxWriterLength);
        if (lines.Writer is null != lines.Seq is null || lines.Seq is < 1 or > BatchReader.MaxStep)
        {
            throw ProblemException.BadRequest($"got {(lines.Writer is null ? "no writer" : "a writer")} and {(lines.Seq is { } seq ? $"seq {seq}" : "no seq")}, want both or neither, seq from 1 to 2^53");
        }

        foreach (var line in lines.Lines)
        {
            if (line is null || line.Time is { } time && EpochSeconds.ToMicroseconds(time) is null)
            {
                throw ProblemException.BadRequest("got a line that is null or whose time is none, want {\"time\",\"stream\",\"text\"}");
            }
        }

        var rejected = Rejected(lines.Lines);
        var good = rejected.Count == 0 ? lines : lines with { Lines = [.. lines.Lines.Where(line => !line.Text.Contains('\0'))] };
        var answer = good.Lines.Count > 0 ? await store.Logs.AppendAsync(runId, good, stop) : new LogAnswer(0, store.Logs.Count(runId), Duplicate: false, []);
        commands.Seen(runId);
        return answer with { Rejected = rejected };
    }

    private static List<RejectedLine> Rejected(IReadOnlyList<NewLogLine> lines)
    {
        var rejected = new List<RejectedLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Text.Contains('\0'))
            {
                rejected.Add(new RejectedLine(i, "got text with a NUL character, want text"));
            }
        }

        return rejected;
    }

    private static LogSource? Stream(string word) => word.Length == 0 ? null
        : WireWord<LogSource>.TryParse(word, out var stream) ? stream
        : throw ProblemException.BadRequest($"got stream={TextRule.Shorten(word)}, want {WireWord<LogSource>.All}");
}
