using System.Threading.Channels;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Files;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Models;

/// <summary>
/// Copies the files of models that are processing, one after the other. What is to be done stands in the store, so a copy
/// that a stop cut short is made at the next start.
/// </summary>
internal sealed partial class ModelCopies(DataStore store, ModelFolder folder, ILogger<ModelCopies> log) : BackgroundService
{
    private readonly Channel<bool> _look = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Look() => _look.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        folder.Sweep(store);
        Look();
        await foreach (var _ in _look.Reader.ReadAllAsync(stoppingToken))
        {
            while (store.Models.NextProcessing() is { } model)
            {
                var error = await CopyAsync(model, stoppingToken);
                if (await store.Models.FinishAsync(model.Id, error) is null)
                {
                    folder.Delete(model);
                }
            }
        }
    }

    /// <returns>What went wrong, in one sentence; null when the copy is whole.</returns>
    private async Task<string?> CopyAsync(Model model, CancellationToken stop)
    {
        try
        {
            await using var source = new FileStream(model.Filepath, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            var (size, hash) = await Intake.TakeAsync(folder.PathOf(model), source, stop);
            if (model.Sha256 is null || model.Sha256 == hash)
            {
                return null;
            }

            folder.Delete(model);
            return $"the file's SHA-256 is not the one that was saved ({size} bytes)";
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or StoreUnavailableException)
        {
            LogFailed(failed, model.Id);
            return failed is FileNotFoundException or DirectoryNotFoundException ? "the checkpoint's file is not there any more"
                : failed is StoreUnavailableException refused ? refused.Message
                : "the checkpoint's file cannot be read";
        }
    }

    [LoggerMessage(120, LogLevel.Warning, "the file of model {Model} could not be copied")]
    private partial void LogFailed(Exception error, string model);
}
