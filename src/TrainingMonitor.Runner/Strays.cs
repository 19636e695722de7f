namespace TrainingMonitor.Runner;

/// <summary>Ends what a command has left behind: TERM first, KILL after a grace, until nothing is left.</summary>
internal sealed class Strays(ProcessTree tree, int group, TimeSpan grace, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    // What even KILL does not end hangs in the kernel; it must not hold up the exit record for ever.
    private static readonly TimeSpan LongestAfterKill = TimeSpan.FromSeconds(5);

    public async Task EndAsync()
    {
        var started = time.GetTimestamp();
        var told = new HashSet<int>();
        while (true)
        {
            Reap();
            var alive = tree.Alive();
            var elapsed = time.GetElapsedTime(started);
            if (alive.Count == 0 || elapsed > grace + LongestAfterKill)
            {
                // Where there is no /proc the group is all there is to know.
                _ = OperatingSystem.IsLinux() ? 0 : Posix.Signal(-group, Posix.Kill);
                return;
            }

            if (elapsed > grace)
            {
                tree.Kill();
            }
            else
            {
                foreach (var stray in alive.Where(one => told.Add(one.Id)))
                {
                    _ = Posix.Signal(stray.Id, Posix.Terminate);
                }
            }

            await Task.Delay(LookEvery, time);
        }
    }

    /// <summary>Adopted children that have ended stay in the process table until somebody takes note.</summary>
    private static void Reap()
    {
        while (Posix.Wait(-1, out _, Posix.WithoutWaiting) > 0)
        {
        }
    }
}
