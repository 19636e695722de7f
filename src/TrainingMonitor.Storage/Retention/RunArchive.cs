using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// Buckets of runs that are too old for the database: files in a folder for each run. One is named by its first chunk: what
/// was written and still in the database when the process died is written again under the same name.
/// </summary>
internal sealed class RunArchive(string folder)
{
    /// <param name="connection">Any that reads.</param>
    /// <param name="entry">The run.</param>
    /// <param name="chunks">What goes in one file.</param>
    public void Add(SqliteConnection connection, RunEntry entry, IReadOnlyList<OldChunk> chunks)
    {
        var file = Path.Combine(FolderOf(entry.Now.Run.Id), chunks[0].Number.ToString("D10", CultureInfo.InvariantCulture) + ArchiveFile.Ending);
        var (names, segments) = (NamesOf(connection, entry.Number), SegmentsOf(connection, entry.Number));
        ArchiveFile.Write(file, stream =>
        {
            foreach (var chunk in chunks)
            {
                var segment = segments.GetValueOrDefault(chunk.Number, 1);
                foreach (var values in chunk.Minutes?.Metrics ?? [])
                {
                    Write(stream, names.GetValueOrDefault(values.Metric) ?? LostNames.NameOf(values.Metric), segment, new Folds(chunk.Minutes!.Rows, values));
                }
            }
        });
    }

    public void Delete(string runId)
    {
        if (Directory.Exists(FolderOf(runId)))
        {
            Directory.Delete(FolderOf(runId), recursive: true);
        }
    }

    private static void Write(Stream stream, string key, int segment, Folds folds)
    {
        using var json = new Utf8JsonWriter(stream);
        for (var i = 0; i < folds.Count; i++)
        {
            new LoggedBucket(key, segment, folds[i].Entry.Summary).Write(json);
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
        }
    }

    private static Dictionary<int, string> NamesOf(SqliteConnection connection, long run)
    {
        var series = new RunSeries();
        try
        {
            if (SeriesTable.Read(connection, run) is { } blob)
            {
                SeriesBlob.Decode(blob, series);
            }
        }
        catch (CorruptDataException)
        {
            // Who opens the run tells of it.
        }

        return series.Metrics.ToDictionary(metric => metric.Number, metric => metric.Name);
    }

    /// <summary>Chunks do not say their segment; the pyramid does. Those of a run that was never resumed are of the first.</summary>
    private static Dictionary<long, int> SegmentsOf(SqliteConnection connection, long run)
    {
        var segments = new Dictionary<long, int>();
        var entries = new IndexEntry[SeriesIndex.Fan];
        using var command = Sql.Command(connection, "SELECT segment, data FROM pyramid WHERE run = $1 AND level = 0 AND segment > 1", run);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            try
            {
                foreach (ref readonly var entry in entries.AsSpan(0, IndexNodeCodec.Decode((byte[])reader.GetValue(1), entries)))
                {
                    segments[entry.Child] = reader.GetInt32(0);
                }
            }
            catch (CorruptDataException)
            {
                // The same.
            }
        }

        return segments;
    }

    private string FolderOf(string runId) => Path.Combine(folder, "runs", runId);
}
