using System.Globalization;
using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>The records of models. Each change is an event of the run the model was made from, as long as there is one.</summary>
public sealed class ModelStore
{
    private const string What = "model";
    private readonly StoreWriter _writer;
    private readonly RunCatalog _runs;
    private readonly ReadConnections _readers;

    internal ModelStore(StoreWriter writer, RunCatalog runs, ReadConnections readers) => (_writer, _runs, _readers) = (writer, runs, readers);

    /// <exception cref="RecordExistsException">The id is taken.</exception>
    public Task<Model> CreateAsync(Model model, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            if (ModelTable.Find(scope.Connection, model.Id) is not null)
            {
                throw new RecordExistsException(What, model.Id);
            }

            MakeRoom(scope, model);
            ModelTable.Put(scope.Connection, model);
            Tell(scope, model, $"model '{model.Name}' made of checkpoint {model.CheckpointId}{(model.Stage == ModelStage.None ? "" : ", " + Words(model))}");
            return model;
        });
    }

    /// <exception cref="UnknownRecordException">There is no such model.</exception>
    public Task<Model> UpdateAsync(string id, ModelUpdate update, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var before = ModelTable.Find(scope.Connection, id) ?? throw new UnknownRecordException(What, id);
            var after = before with
            {
                Name = update.Name ?? before.Name,
                Stage = update.Stage ?? before.Stage,
                BaseModel = update.BaseModel ?? before.BaseModel,
                DatasetId = update.DatasetId ?? before.DatasetId,
                Notes = update.Notes ?? before.Notes,
                UpdatedAt = scope.Now,
            };
            MakeRoom(scope, after);
            ModelTable.Put(scope.Connection, after);
            Tell(scope, after, before.Stage == after.Stage ? $"model '{after.Name}' changed" : $"model '{after.Name}': {Words(after)}");
            return after;
        });
    }

    /// <summary>What became of the copying of a model's file; nothing happens where the model is gone or was ready before.</summary>
    public Task<Model?> FinishAsync(string id, string? error)
    {
        return _writer.RunAsync(scope =>
        {
            if (ModelTable.Find(scope.Connection, id) is not { Status: ModelStatus.Processing } before)
            {
                return null;
            }

            var after = before with { Status = error is null ? ModelStatus.Ready : ModelStatus.Failed, Error = error, UpdatedAt = scope.Now };
            ModelTable.Put(scope.Connection, after);
            Tell(scope, after, error is null ? $"model '{after.Name}' is ready" : $"model '{after.Name}' failed: {error}");
            return after;
        });
    }

    /// <exception cref="UnknownRecordException">There is no such model.</exception>
    /// <exception cref="RecordInUseException">A job waits or runs with it as its base model.</exception>
    public Task<Model> DeleteAsync(string id, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var gone = ModelTable.Find(scope.Connection, id) ?? throw new UnknownRecordException(What, id);
            if (JobTable.ActiveWith(scope.Connection, id, job => job.BaseModel == id) is { Count: > 0 } jobs)
            {
                throw new RecordInUseException(What, gone.Name, jobs);
            }

            ModelTable.Delete(scope.Connection, id);
            Tell(scope, gone, $"model '{gone.Name}' deleted");
            return gone;
        });
    }

    /// <exception cref="UnknownRecordException">There is no such model.</exception>
    public Model Get(string id)
    {
        using var lease = _readers.Rent();
        return ModelTable.Find(lease.Connection, id) ?? throw new UnknownRecordException(What, id);
    }

    /// <summary>The oldest whose file is still to be copied.</summary>
    public Model? NextProcessing()
    {
        using var lease = _readers.Rent();
        return ModelTable.Processing(lease.Connection);
    }

    public IReadOnlySet<string> Ids()
    {
        using var lease = _readers.Rent();
        return ModelTable.Ids(lease.Connection);
    }

    /// <summary>Newest first.</summary>
    public RecordPage<Model> List(ModelQuery query, int limit = 100, string? cursor = null)
    {
        var before = cursor is null ? long.MaxValue : long.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        using var lease = _readers.Rent();
        var rows = ModelTable.Read(lease.Connection, query, before, limit + 1);
        return new RecordPage<Model>(
            [.. rows.Take(limit).Select(row => row.Model)],
            rows.Count > limit ? rows[limit - 1].N.ToString(CultureInfo.InvariantCulture) : null,
            ModelTable.Count(lease.Connection, query));
    }

    /// <summary>At most one model of a name is in production: the one that was leaves, in the same transaction.</summary>
    private void MakeRoom(WriteScope scope, Model model)
    {
        if (model.Stage == ModelStage.Production && ModelTable.InProduction(scope.Connection, model.Name) is { } former && former.Id != model.Id)
        {
            ModelTable.Put(scope.Connection, former with { Stage = ModelStage.None, UpdatedAt = scope.Now });
            Tell(scope, former, $"model '{former.Name}': {model.Id} takes its place in production");
        }
    }

    private static string Words(Model model) => model.Stage switch
    {
        ModelStage.Production => "promoted to production",
        ModelStage.Staging => "moved to staging",
        _ => "in no stage any more",
    };

    private void Tell(WriteScope scope, Model model, string message)
    {
        var level = model.Status == ModelStatus.Failed ? EventLevel.Warning : EventLevel.Info;
        var data = JsonElement.Parse($$"""{"model_id":"{{model.Id}}"}""");
        if (_runs.Find(model.RunId) is { Next: not null } entry)
        {
            EventStore.Tell(scope, entry, EventStore.Make(model.RunId, scope.Now, EventKind.Note, level, message) with { Data = data });
            RunChanges.Save(scope, entry);
        }
        else
        {
            EventStore.Tell(scope, EventStore.Make(null, scope.Now, EventKind.Note, level, message) with { Data = data });
        }
    }
}
