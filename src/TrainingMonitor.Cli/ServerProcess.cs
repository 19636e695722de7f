using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TrainingMonitor.Server;
using TrainingMonitor.Server.Security;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Cli;

/// <summary>
/// Runs the server in this process until a signal ends it, and turns what keeps it from starting into a sentence and
/// an exit code. On SIGTERM or Ctrl-C what runs beside the server ends first, so that its last words are still heard.
/// </summary>
internal static class ServerProcess
{
    /// <param name="options">Where to listen and what to serve.</param>
    /// <param name="whileServing">Runs beside the server once it listens, with the server's address; may be null.</param>
    public static async Task<int> RunAsync(ServerOptions options, Func<string, CancellationToken, Task>? whileServing = null)
    {
        if (BindingRule.Refusal(options) is { } refusal)
        {
            return await FailAsync(refusal, ExitCode.WrongUse);
        }

        using var stop = new StopSignals();
        WebApplication app;
        try
        {
            app = MonitorServer.Build(options);
        }
        catch (StoreException error)
        {
            return await FailAsync(error.Message, ExitCode.Failed);
        }

        await using (app)
        {
            try
            {
                await app.StartAsync(stop.Token);
            }
            catch (IOException error)
            {
                return await FailAsync($"got no use of port {options.Port} on {options.Host} ({error.InnerException?.Message ?? error.Message}); want a free one: --port 0 takes any", ExitCode.Failed);
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Good;
            }

            var url = app.Urls.First();
            app.Services.GetRequiredService<DataStore>().Announce(url);
            Console.WriteLine($"listening on {url}");
            if (whileServing is not null)
            {
                await whileServing(url, stop.Token);
            }

            using var _ = stop.Token.Register(app.Lifetime.StopApplication);
            await app.WaitForShutdownAsync(CancellationToken.None);
            return ExitCode.Good;
        }
    }

    private static async Task<int> FailAsync(string sentence, int exitCode)
    {
        await Console.Error.WriteLineAsync($"tmon: {sentence}");
        return exitCode;
    }
}
