using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// A chunk that has become old: what it says by the minute, null where it is damaged, and the bytes that shall take its place, null
/// where they would be no fewer.
/// </summary>
internal sealed record OldChunk(long Number, FoldedChunk? Minutes, byte[]? Bytes);

/// <summary>
/// The oldest chunks of runs that have not been made small yet. They are taken in the order in which they were sealed, so that
/// one number per run says how far it is done: one whose times lie ahead only lets those after it wait.
/// </summary>
internal static class OldChunks
{
    private const long Minute = 60_000_000;
    private const int MostAtOnce = 64;
    private const int MostBytes = 1 << 20;

    /// <summary>Some whose points are all from before a time, to be folded by the minute. Damaged ones stay as they are.</summary>
    public static List<OldChunk> ToFold(SqliteConnection connection, long run, long before) =>
        Read(connection, run, "chunk > folded_to", before, isWhole: false);

    /// <summary>Some of those that were, to be archived and folded whole.</summary>
    public static List<OldChunk> ToArchive(SqliteConnection connection, long run, long before) =>
        Read(connection, run, "chunk > archived_to AND chunk <= folded_to", before, isWhole: true);

    private static List<OldChunk> Read(SqliteConnection connection, long run, string which, long before, bool isWhole)
    {
        var chunks = new List<OldChunk>();
        using var command = Sql.Command(
            connection, $"SELECT chunk, data FROM chunks JOIN runs USING (run) WHERE run = $1 AND {which} ORDER BY chunk LIMIT {MostAtOnce}", run);
        using var reader = command.ExecuteReader();
        for (var bytes = 0; bytes < MostBytes && reader.Read();)
        {
            var data = (byte[])reader.GetValue(1);
            bytes += data.Length;
            if (Of(reader.GetInt64(0), data, before, isWhole) is not { } chunk)
            {
                break;
            }

            chunks.Add(chunk);
        }

        return chunks;
    }

    /// <summary>Null where it is not old enough.</summary>
    private static OldChunk? Of(long number, byte[] data, long before, bool isWhole)
    {
        try
        {
            var chunk = FoldCodec.Decode(data);
            if (chunk.Rows.LastTimes.Max() >= before)
            {
                return null;
            }

            var minutes = chunk.Fold(Minute);
            var bytes = FoldCodec.Encode(isWhole ? minutes.Fold(null) : minutes);
            return new OldChunk(number, minutes, bytes.Length < data.Length ? bytes : null);
        }
        catch (CorruptDataException)
        {
            // Who reads it for its points tells of it.
            return new OldChunk(number, null, null);
        }
    }
}
