using System.Globalization;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Files;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.DataSets;

/// <summary>
/// Where files of data sets lie: <c>datasets/&lt;id&gt;/&lt;number&gt;.&lt;ending&gt;</c>, made of an id, a number and an ending known
/// here; a client's text never becomes part of a path.
/// </summary>
internal sealed class DataSetFolder(ServerOptions options)
{
    private readonly string _root = Path.GetFullPath(Path.Combine(options.DataFolder, "datasets"));

    public string Of(string id) => Path.Combine(_root, id);

    public string PathOf(string id, long n, string name) =>
        Path.Combine(Of(id), $"{n.ToString("D6", CultureInfo.InvariantCulture)}.{MediaTypes.Of(name).Ending}");

    /// <summary>The record as it is to be told: with the place of its files.</summary>
    public DataSet Now(DataSet record) => record with { Path = Of(record.Id) };

    public void Delete(string id)
    {
        try
        {
            if (Directory.Exists(Of(id)))
            {
                Directory.Delete(Of(id), recursive: true);
            }
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            // A file is just arriving, or the disk is read-only: Sweep looks again at the next start.
        }
    }

    /// <summary>Removes what a crash has left: files that never became whole, folders whose record is gone. Before serving only.</summary>
    public void Sweep(DataStore store)
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        foreach (var folder in Directory.GetDirectories(_root))
        {
            if (!IsKnown(store, Path.GetFileName(folder)))
            {
                Delete(Path.GetFileName(folder));
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(folder, "*" + Intake.TemporaryEnding))
            {
                File.Delete(file);
            }
        }
    }

    private static bool IsKnown(DataStore store, string id)
    {
        try
        {
            return store.DataSets.Get(id) is not null;
        }
        catch (UnknownRecordException)
        {
            return false;
        }
    }
}
