using Microsoft.Extensions.Hosting;
using TrainingMonitor.Server;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Sqlite;

/// <summary>The whole server in a process of its own, so that a test can give that process a disk with little room or none.</summary>
internal static class ServerChild
{
    public const string Word = "server-child";

    public static async Task<int> RunAsync(string folder)
    {
        try
        {
            await using var app = MonitorServer.Build(new ServerOptions { Port = 0, DataFolder = folder });
            await app.StartAsync();
            Console.WriteLine($"listening on {app.Urls.First()}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StoreException refused)
        {
            Console.WriteLine(refused.Message);
            return 1;
        }
    }
}
