using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Inspection;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Client;

/// <summary>
/// Hashes checkpoints, looks into them, reports them and notes them in their folder's ledger, one after the other and behind the training's
/// back: a file may have gigabytes. A file is in the ledger before it is hashed, so that a killed script still finds it.
/// </summary>
internal sealed class CheckpointRegistrar : IDisposable
{
    private readonly string _runName;
    private readonly string _runId;
    private readonly Pipeline _pipeline;
    private readonly CheckpointRetention? _retention;
    private readonly Notices _notices;
    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _working;
    private readonly CheckpointUploader _uploader;
    /// <summary>Who takes one out reports it: the hashing, or the end of the script that does not wait for it.</summary>
    private readonly ConcurrentDictionary<string, (Checkpoint Checkpoint, bool Upload)> _unhashed = new();
    private volatile IReadOnlyList<Checkpoint> _checkpoints;

    public CheckpointRegistrar(
        string runName, string runId, IReadOnlyList<Checkpoint> known, Pipeline pipeline, CheckpointRetention? retention, Notices notices, TimeProvider time)
    {
        (_runName, _runId, _checkpoints) = (runName, runId, known);
        (_pipeline, _retention, _notices) = (pipeline, retention, notices);
        _uploader = new CheckpointUploader(runId, pipeline.Door, pipeline.Uploads(), IsCurrent, notices, time);
        _working = Task.Run(WorkAsync);
    }

    /// <summary>The newest that was registered, is there and is not invalid; null when there is none.</summary>
    public Checkpoint? Last =>
        _checkpoints.LastOrDefault(checkpoint => checkpoint.Validity is not ("invalid" or "missing") && File.Exists(checkpoint.Filepath));

    public string Register(
        string filepath,
        long? step,
        IReadOnlyDictionary<string, double>? metrics,
        IReadOnlyDictionary<string, object?>? metadata,
        IReadOnlyCollection<string>? requiredKeys = null,
        bool upload = false)
    {
        var checkpoint = new Checkpoint
        {
            Id = Id.New(Id.Checkpoint),
            Filepath = FullPath(filepath),
            // A step that no request can bear would cost the whole record.
            Step = step is { } at && Entry.CanBear(at) ? at : null,
            Format = CheckpointInspection.FormatOf(filepath ?? ""),
            Metrics = Snapshot.Members(metrics, "metrics of a checkpoint", _notices),
            Metadata = ConfigText.Element(Snapshot.Members(metadata, "metadata of a checkpoint", _notices)),
            CreatedAt = Instant.Now(TimeProvider.System).ToString(),
        };
        string[] keys = [.. Snapshot.Items(requiredKeys, "required keys of a checkpoint", _notices).Where(key => key is not null)];
        _unhashed[checkpoint.Id] = (checkpoint, upload);
        Do(() =>
        {
            try
            {
                Report(checkpoint, keys, upload);
            }
            finally
            {
                _unhashed.TryRemove(checkpoint.Id, out _);
            }
        });
        return checkpoint.Id;
    }

    /// <summary>Behind the reports under way, so that the server knows the checkpoint by then.</summary>
    public void MarkBest(string id)
    {
        if (!Id.IsValid(id))
        {
            _notices.Say($"got checkpoint id '{id}', want one that SaveCheckpoint returned");
            return;
        }

        Do(() =>
        {
            _checkpoints = [.. _checkpoints.Select(checkpoint => checkpoint with { IsBest = checkpoint.Id == id })];
            _pipeline.Request(CheckpointRequests.MarkBest(id));
            NoteAll(null);
        });
    }

    /// <summary>Waits for what is being hashed, and notes how the run ended.</summary>
    public async Task CloseAsync(TimeSpan patience, RunStatus status)
    {
        Do(() => NoteAll(WireWord<RunStatus>.Of(status)));
        _work.Writer.TryComplete();
        if (await Task.WhenAny(_working, Task.Delay(patience)) != _working)
        {
            _notices.Say("the last checkpoints were not hashed in time; they are registered as unverified");
            foreach (var id in _unhashed.Keys)
            {
                // Looked at once: the script may delete it meanwhile.
                if (_unhashed.TryRemove(id, out var late) && File.Exists(late.Checkpoint.Filepath) && new FileInfo(late.Checkpoint.Filepath) is { Exists: true } file)
                {
                    var unhashed = late.Checkpoint with { Size = file.Length, Reason = "the script ended before it was hashed" };
                    _checkpoints = [.. _checkpoints.Where(other => other.Id != id), unhashed];
                    _pipeline.Request(CheckpointRequests.Register(_runId, unhashed));
                    Upload(unhashed, late.Upload);
                }
            }
        }
    }

    /// <summary>Waits for the uploads under way; says which did not arrive.</summary>
    public Task CloseUploadsAsync(TimeSpan patience) => _uploader.CloseAsync(patience);

    public void Dispose() => _uploader.Dispose();

    /// <summary>Not deleted since, and its file not written over by a later one's.</summary>
    private bool IsCurrent(Checkpoint one) =>
        _checkpoints.LastOrDefault(checkpoint => checkpoint.Filepath == one.Filepath)?.Id == one.Id
        && !_unhashed.Values.Any(later => later.Checkpoint.Filepath == one.Filepath && later.Checkpoint.Id != one.Id);

    private void Do(Action work) => _work.Writer.TryWrite(work);

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

    private void Report(Checkpoint found, IReadOnlyCollection<string>? requiredKeys, bool upload)
    {
        using var file = new FileStream(found.Filepath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
        Put(found with { Size = file.Length });
        var hashed = found with { Size = file.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)) };
        var finding = CheckpointInspection.Inspect(file, found.Format!, requiredKeys);
        var known = hashed with
        {
            Validity = WireWord<CheckpointValidity>.Of(finding.Validity),
            Reason = finding.Reason,
            Structure = finding.Structure is { } structure ? JsonSerializer.SerializeToElement(structure, WireJson.Default.CheckpointStructure) : null,
        };
        Put(known);
        if (finding.Validity == CheckpointValidity.Invalid)
        {
            _notices.Say($"checkpoint {found.Filepath} is invalid: {finding.Reason}");
        }

        if (_unhashed.TryRemove(found.Id, out _))
        {
            _pipeline.Request(CheckpointRequests.Register(_runId, known));
            Upload(known, upload);
        }

        if (_retention?.Surplus(_checkpoints) is { Count: > 0 } surplus)
        {
            Discard(surplus);
        }
    }

    private void Upload(Checkpoint checkpoint, bool isWanted)
    {
        if (isWanted)
        {
            _uploader.Add(checkpoint);
        }
    }

    private void Put(Checkpoint checkpoint)
    {
        _checkpoints = [.. _checkpoints.Where(other => other.Id != checkpoint.Id), checkpoint];
        Note(Path.GetDirectoryName(checkpoint.Filepath)!, null);
    }

    private void Discard(IReadOnlyList<Checkpoint> surplus)
    {
        _checkpoints = [.. _checkpoints.Except(surplus)];
        foreach (var checkpoint in surplus)
        {
            if (_checkpoints.All(kept => kept.Filepath != checkpoint.Filepath))
            {
                File.Delete(checkpoint.Filepath);
            }

            _pipeline.Request(CheckpointRequests.Delete(checkpoint.Id));
        }

        NoteAll(null);
    }

    private void NoteAll(string? status)
    {
        foreach (var folder in _checkpoints.Select(checkpoint => Path.GetDirectoryName(checkpoint.Filepath)!).Distinct())
        {
            Note(folder, status);
        }
    }

    /// <summary>A folder that takes no ledger costs nothing but the ledger: the server still hears of its checkpoints.</summary>
    private void Note(string folder, string? status)
    {
        try
        {
            new CheckpointLedger(folder).Write(
                _runName, new LedgerRun(_runId, status, [.. _checkpoints.Where(checkpoint => Path.GetDirectoryName(checkpoint.Filepath) == folder)]));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _notices.Say($"checkpoints in {folder} cannot be noted there ({refused.Message}); a resume has to ask the server for them");
        }
    }

    private static string FullPath(string? path)
    {
        try
        {
            return Path.GetFullPath(path ?? "");
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException or IOException)
        {
            return path ?? "";
        }
    }
}
