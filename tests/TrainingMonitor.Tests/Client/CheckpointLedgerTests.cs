using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

public sealed class CheckpointLedgerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scripts_that_share_a_folder_and_end_at_once_each_leave_their_line()
    {
        Parallel.For(0, 8, script =>
        {
            var ledger = new CheckpointLedger(_folder.Path);
            for (var step = 0; step < 10; step++)
            {
                ledger.Write($"run-{script}", new LedgerRun($"id-{script}", step == 9 ? "completed" : null, []));
            }
        });
        var read = new CheckpointLedger(_folder.Path);
        Assert.All(Enumerable.Range(0, 8), script => Assert.Equal("completed", read.Find($"run-{script}")?.Status));
    }
}
