using System.CommandLine;

namespace TrainingMonitor.Cli;

/// <summary>Every point of a run, as a file or on standard output.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var url = ServerOption.Create();
        var id = new Argument<string>("id") { Description = "A run's id, or the name of the newest that bears it." };
        var format = new Option<string>("--format") { Description = "csv: a row for each step; ndjson: a line for each logged call.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "ndjson");
        var file = new Option<string?>("--out") { Description = "Where to; else standard output." };
        var all = new Option<bool>("--all-segments") { Description = "Also points that a resume has superseded." };
        var command = new Command("export", "Write all points of a run as CSV or newline-delimited JSON.") { id, format, file, all, url };
        command.SetAction((parsed, stop) => ServerConnection.UseAsync(ServerOption.Read(parsed, url), async server =>
        {
            var run = await server.FindRunAsync(parsed.GetValue(id)!, stop);
            var path = $"/api/export/runs/{run.Id}.{parsed.GetValue(format)}{(parsed.GetValue(all) ? "?segment=all" : "")}";
            if (parsed.GetValue(file) is not { } name)
            {
                await using var output = Console.OpenStandardOutput();
                await server.CopyAsync(path, output, stop);
                return ExitCode.Good;
            }

            await WriteAsync(server, path, Path.GetFullPath(name), stop);
            return ExitCode.Good;
        }));
        return command;
    }

    /// <summary>Under another name until it is whole: what bears the name is never half an export.</summary>
    private static async Task WriteAsync(ServerConnection server, string path, string file, CancellationToken stop)
    {
        var temporary = $"{file}.{Environment.ProcessId}.tmp";
        try
        {
            await using (var output = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                await server.CopyAsync(path, output, stop);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Forget(temporary);
            throw new ServerException($"got no file {file} ({failure.Message}), want one that can be written");
        }
        catch (ServerException)
        {
            Forget(temporary);
            throw;
        }
    }

    private static void Forget(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It was never there: neither was its folder.
        }
    }
}
