using TrainingMonitor.Contract;
using TrainingMonitor.Server.Checkpoints;
using TrainingMonitor.Server.Files;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Models;

/// <summary>
/// Makes models of checkpoints. Where the server may open the file it keeps a copy of its own, so that a model outlives its
/// run; elsewhere the model says where the script put the file.
/// </summary>
internal sealed class ModelService(DataStore store, CheckpointService checkpoints, AllowedFolders allowed, ModelFolder folder, ModelCopies copies, TimeProvider time)
{
    private const int LongestNotes = 100_000;

    public async Task<Model> CreateAsync(NewModel wanted, CancellationToken stop)
    {
        Check(wanted.Name, wanted.BaseModel, wanted.DatasetId, wanted.Notes);
        TextRule.Id("id", wanted.Id);
        var checkpoint = checkpoints.Find(wanted.CheckpointId);
        if (checkpoint.Validity is CheckpointValidity.Invalid or CheckpointValidity.Missing or CheckpointValidity.Changed)
        {
            throw new ProblemException(409, $"got a checkpoint that is {checkpoint.Validity.ToString().ToLowerInvariant()} ({checkpoint.Reason}), want one whose file is whole");
        }

        var source = checkpoint.Stored == CheckpointOrigin.Uploaded ? checkpoint.Filepath : allowed.Resolve(checkpoint.Filepath);
        var job = store.Runs.Find(checkpoint.RunId)?.Job;
        var now = Instant.Now(time);
        var made = await store.Models.CreateAsync(
            new Model
            {
                Id = wanted.Id ?? Id.New(Id.Model),
                Name = wanted.Name,
                Stage = wanted.Stage ?? ModelStage.None,
                Status = source is null ? ModelStatus.Ready : ModelStatus.Processing,
                Error = null,
                RunId = checkpoint.RunId,
                CheckpointId = checkpoint.Id,
                Step = checkpoint.Step,
                BaseModel = wanted.BaseModel ?? job?.BaseModel,
                DatasetId = wanted.DatasetId ?? job?.DatasetId,
                Filepath = source ?? checkpoint.Filepath,
                IsStored = source is not null,
                FileName = checkpoint.Name,
                Format = checkpoint.Format,
                Size = checkpoint.Size,
                Sha256 = checkpoint.Sha256,
                Structure = checkpoint.Structure,
                Metrics = checkpoint.Metrics,
                Metadata = checkpoint.Metadata,
                Notes = wanted.Notes ?? "",
                CreatedAt = now,
                UpdatedAt = now,
            },
            stop);
        copies.Look();
        return folder.Now(made);
    }

    public async Task<Model> UpdateAsync(string id, ModelUpdate update, CancellationToken stop)
    {
        Check(update.Name, update.BaseModel, update.DatasetId, update.Notes);
        return folder.Now(await store.Models.UpdateAsync(Known(id), update, stop));
    }

    public async Task DeleteAsync(string id, CancellationToken stop) => folder.Delete(await store.Models.DeleteAsync(Known(id), stop));

    public Model Find(string id) => folder.Now(store.Models.Get(Known(id)));

    private static string Known(string id)
    {
        TextRule.Id("model id", id);
        return id;
    }

    private static void Check(string? name, string? baseModel, string? dataSet, string? notes)
    {
        TextRule.Name("name", name);
        TextRule.Name("base_model", baseModel);
        TextRule.Id("dataset_id", dataSet);
        TextRule.Prose("notes", notes, LongestNotes);
    }
}
