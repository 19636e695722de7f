using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

/// <summary>A script that ends in one of the ways in which scripts end.</summary>
internal static class ExitingChild
{
    public const string Word = "exiting-child";

    public static async Task<int> RunAsync(string url, string how)
    {
        var options = new TrainingMonitorOptions { RunName = how, DashboardUrl = url, SystemInterval = TimeSpan.Zero };
        if (how == "throws out of using")
        {
            using var held = new TrainingMonitorClient(options);
            held.LogMetrics(("loss", 1));
            await Task.Yield();
            throw new InvalidOperationException("kaputt");
        }

        if (how is "exits" or "forgets")
        {
            var open = new TrainingMonitorClient(options);
            open.LogMetrics(("loss", 1));
            if (how == "exits")
            {
                Environment.Exit(3);
            }

            return 0;
        }

        try
        {
            await using var monitor = new TrainingMonitorClient(options);
            monitor.LogMetrics(("loss", 1));
            Swallow();
            if (how != "swallows")
            {
                throw new InvalidOperationException("kaputt");
            }
        }
        catch (InvalidOperationException) when (how == "is caught outside")
        {
        }

        return 0;
    }

    private static void Swallow()
    {
        try
        {
            throw new IOException("of no importance");
        }
        catch (IOException)
        {
        }
    }
}
