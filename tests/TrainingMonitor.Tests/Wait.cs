using System.Diagnostics;

namespace TrainingMonitor.Tests;

/// <summary>Looks again and again until something has happened in another thread or process; fails after 60 s.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task ForAsync(Func<bool> happened) => ForAsync(() => Task.FromResult(happened()));

    public static async Task ForAsync(Func<Task<bool>> happened)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await happened())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"what the test waits for did not happen within {Patience.TotalSeconds} s");
            }

            await Task.Delay(5);
        }
    }
}
