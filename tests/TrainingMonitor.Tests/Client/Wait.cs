using System.Diagnostics;

namespace TrainingMonitor.Tests.Client;

/// <summary>Looks again and again until something has happened in another thread or process; fails after 20 s.</summary>
internal static class Wait
{
    public static async Task ForAsync(Func<bool> happened)
    {
        var started = Stopwatch.GetTimestamp();
        while (!happened())
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(20))
            {
                throw new TimeoutException("what the test waits for did not happen within 20 s");
            }

            await Task.Delay(5);
        }
    }
}
