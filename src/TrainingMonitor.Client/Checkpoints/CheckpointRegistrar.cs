using System.Security.Cryptography;
using System.Threading.Channels;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>Hashes checkpoints and reports them, one after the other and behind the training's back: a file may have gigabytes.</summary>
internal sealed class CheckpointRegistrar
{
    private readonly string _runId;
    private readonly Pipeline _pipeline;
    private readonly Notices _notices;
    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _working;

    public CheckpointRegistrar(string runId, Pipeline pipeline, Notices notices)
    {
        (_runId, _pipeline, _notices) = (runId, pipeline, notices);
        _working = Task.Run(WorkAsync);
    }

    public string Register(
        string filepath,
        long? step,
        IReadOnlyDictionary<string, double>? metrics,
        IReadOnlyDictionary<string, object?>? metadata)
    {
        var id = Id.New(Id.Checkpoint);
        var (givenMetrics, givenMetadata) = (Copy(metrics), Copy(metadata));
        _work.Writer.TryWrite(() => Report(id, filepath, step, givenMetrics, givenMetadata));
        return id;
    }

    /// <summary>Behind the reports under way, so that the server knows the checkpoint by then.</summary>
    public void MarkBest(string id)
    {
        if (!Id.IsValid(id))
        {
            _notices.Say($"got checkpoint id '{id}', want one that SaveCheckpoint returned");
            return;
        }

        _work.Writer.TryWrite(() => _pipeline.Request(CheckpointRequests.MarkBest(id)));
    }

    public async Task CloseAsync(TimeSpan patience)
    {
        _work.Writer.TryComplete();
        if (await Task.WhenAny(_working, Task.Delay(patience)) != _working)
        {
            _notices.Say("the last checkpoints were not hashed in time; their files are whole, but the run does not show them");
        }
    }

    private async Task WorkAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync())
        {
            try
            {
                work();
            }
            catch (Exception failure)
            {
                _notices.Say($"a checkpoint could not be registered ({failure.Message})");
            }
        }
    }

    private void Report(
        string id,
        string filepath,
        long? step,
        IReadOnlyDictionary<string, double>? metrics,
        IReadOnlyDictionary<string, object?>? metadata)
    {
        var path = Path.GetFullPath(filepath);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
        var hash = Convert.ToHexStringLower(SHA256.HashData(file));
        _pipeline.Request(CheckpointRequests.Register(_runId, id, path, file.Length, hash, step, metrics, metadata));
    }

    private static Dictionary<string, T>? Copy<T>(IReadOnlyDictionary<string, T>? given) => given is null ? null : new(given);
}
