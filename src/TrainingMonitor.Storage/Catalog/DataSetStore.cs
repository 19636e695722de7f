using System.Globalization;
using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>The records of data sets and of their files; the files themselves are not this store's business.</summary>
public sealed class DataSetStore
{
    private const string What = "data set";
    private readonly StoreWriter _writer;
    private readonly ReadConnections _readers;

    internal DataSetStore(StoreWriter writer, ReadConnections readers) => (_writer, _readers) = (writer, readers);

    /// <exception cref="RecordExistsException">The id is taken.</exception>
    public Task<DataSet> CreateAsync(DataSet dataSet, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            if (DataSetTable.Find(scope.Connection, dataSet.Id) is not null)
            {
                throw new RecordExistsException(What, dataSet.Id);
            }

            DataSetTable.Insert(scope.Connection, dataSet);
            Tell(scope, dataSet, $"data set '{dataSet.Name}' created");
            return dataSet;
        });
    }

    /// <exception cref="UnknownRecordException">There is no such data set.</exception>
    public Task<DataSet> UpdateAsync(string id, DataSetUpdate update, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var before = Find(scope, id).DataSet;
            var status = update.Status ?? before.Status;
            var after = before with
            {
                Name = update.Name ?? before.Name,
                Description = update.Description ?? before.Description,
                Status = status,
                Error = status == DataSetStatus.Failed ? update.Error ?? before.Error : null,
                UpdatedAt = scope.Now,
            };
            DataSetTable.Update(scope.Connection, after);
            Tell(scope, after, before.Status == after.Status ? $"data set '{after.Name}' changed" : StatusWords(after));
            return after;
        });
    }

    /// <summary>Records a file whose bytes are on disk; one with its number is replaced. The last one expected makes the data set active.</summary>
    /// <exception cref="UnknownRecordException">There is no such data set.</exception>
    public Task<DataSetFile> PutFileAsync(string id, DataSetFile file, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var (number, before) = Find(scope, id);
            DataSetTable.PutFile(scope.Connection, number, file);
            var after = DataSetTable.Find(scope.Connection, id)!.Value.DataSet with { UpdatedAt = scope.Now };
            var isWhole = before.Status == DataSetStatus.Processing && after.Files >= after.ExpectedFiles;
            after = isWhole ? after with { Status = DataSetStatus.Active } : after;
            DataSetTable.Update(scope.Connection, after);
            if (isWhole)
            {
                Tell(scope, after, StatusWords(after));
            }

            return file;
        });
    }

    /// <exception cref="UnknownRecordException">There is no such data set.</exception>
    /// <exception cref="RecordInUseException">A job waits or runs with it.</exception>
    public Task DeleteAsync(string id, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var gone = Find(scope, id).DataSet;
            if (JobTable.ActiveWith(scope.Connection, id, job => job.DatasetId == id) is { Count: > 0 } jobs)
            {
                throw new RecordInUseException(What, gone.Name, jobs);
            }

            DataSetTable.Delete(scope.Connection, id);
            Tell(scope, gone, $"data set '{gone.Name}' deleted");
            return true;
        });
    }

    /// <exception cref="UnknownRecordException">There is no such data set.</exception>
    public DataSet Get(string id)
    {
        using var lease = _readers.Rent();
        return (DataSetTable.Find(lease.Connection, id) ?? throw new UnknownRecordException(What, id)).DataSet;
    }

    /// <summary>Newest first.</summary>
    public RecordPage<DataSet> List(DataSetStatus? status = null, string? text = null, int limit = 100, string? cursor = null)
    {
        var before = cursor is null ? long.MaxValue : long.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        using var lease = _readers.Rent();
        var rows = DataSetTable.Read(lease.Connection, status, text, before, limit + 1);
        return new RecordPage<DataSet>(
            [.. rows.Take(limit).Select(row => row.DataSet)],
            rows.Count > limit ? rows[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null,
            DataSetTable.Count(lease.Connection, status, text));
    }

    /// <summary>By number, ascending; those of a type, or whose name holds a text, where one is given.</summary>
    /// <exception cref="UnknownRecordException">There is no such data set.</exception>
    public RecordPage<DataSetFile> Files(string id, DataSetFileType? type = null, string? text = null, int limit = 100, string? cursor = null)
    {
        var after = cursor is null ? -1 : long.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        using var lease = _readers.Rent();
        var (number, dataSet) = DataSetTable.Find(lease.Connection, id) ?? throw new UnknownRecordException(What, id);
        var files = DataSetTable.ReadFiles(lease.Connection, number, type, text, after, limit + 1);
        var isAll = type is null && string.IsNullOrEmpty(text);
        return new RecordPage<DataSetFile>(
            [.. files.Take(limit)],
            files.Count > limit ? files[limit - 1].N.ToString(CultureInfo.InvariantCulture) : null,
            isAll ? dataSet.Files : DataSetTable.CountFiles(lease.Connection, number, type, text));
    }

    /// <exception cref="UnknownRecordException">There is no such data set, or no such file in it.</exception>
    public DataSetFile File(string id, long n)
    {
        using var lease = _readers.Rent();
        var (number, _) = DataSetTable.Find(lease.Connection, id) ?? throw new UnknownRecordException(What, id);
        return DataSetTable.FindFile(lease.Connection, number, n) ?? throw new UnknownRecordException($"a file of data set '{id}' numbered", n.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The number after the last; the first is 0.</summary>
    /// <exception cref="UnknownRecordException">There is no such data set.</exception>
    public long NextFile(string id)
    {
        using var lease = _readers.Rent();
        return DataSetTable.NextFile(lease.Connection, (DataSetTable.Find(lease.Connection, id) ?? throw new UnknownRecordException(What, id)).Number);
    }

    private static (long Number, DataSet DataSet) Find(WriteScope scope, string id) =>
        DataSetTable.Find(scope.Connection, id) ?? throw new UnknownRecordException(What, id);

    private static string StatusWords(DataSet dataSet) => dataSet.Status switch
    {
        DataSetStatus.Active => $"data set '{dataSet.Name}' is active: {dataSet.Files} files, {dataSet.Size} bytes",
        DataSetStatus.Failed => $"data set '{dataSet.Name}' failed: {dataSet.Error ?? "no reason was given"}",
        _ => $"data set '{dataSet.Name}' is processing",
    };

    // Told as an event without a run: whoever shows data sets reads the list again when one arrives.
    private static void Tell(WriteScope scope, DataSet dataSet, string message)
    {
        var level = dataSet.Status == DataSetStatus.Failed ? EventLevel.Warning : EventLevel.Info;
        var data = JsonElement.Parse($$"""{"dataset_id":"{{dataSet.Id}}"}""");
        EventStore.Tell(scope, EventStore.Make(null, scope.Now, EventKind.Note, level, message) with { Data = data });
    }
}
