using Microsoft.Data.Sqlite;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>A chunk that has become old, and the bytes that shall take its place; null where they would be no fewer.</summary>
internal sealed record OldChunk(long Number, byte[]? Bytes);

/// <summary>
/// The oldest chunks of runs that have not been made small yet. They are taken in the order in which they were sealed, so that
/// one number per run says how far it is done: one whose times lie ahead only lets those after it wait.
/// </summary>
internal static class OldChunks
{
    private const int MostAtOnce = 64;
    private const int MostBytes = 1 << 20;

    /// <summary>Some whose points are all from before a time, in folds of at most so long. Damaged ones stay as they are.</summary>
    public static List<OldChunk> Next(SqliteConnection connection, long run, long before, long length)
    {
        var chunks = new List<OldChunk>();
        using var command = Sql.Command(
            connection,
            $"SELECT chunk, data FROM chunks WHERE run = $1 AND chunk > (SELECT folded_to FROM runs WHERE run = $1) ORDER BY chunk LIMIT {MostAtOnce}",
            run);
        using var reader = command.ExecuteReader();
        for (var bytes = 0; bytes < MostBytes && reader.Read();)
        {
            var data = (byte[])reader.GetValue(1);
            bytes += data.Length;
            if (Of(reader.GetInt64(0), data, before, length) is not { } chunk)
            {
                break;
            }

            chunks.Add(chunk);
        }

        return chunks;
    }

    /// <summary>Null where it is not old enough.</summary>
    private static OldChunk? Of(long number, byte[] data, long before, long length)
    {
        try
        {
            var chunk = FoldCodec.Decode(data);
            if (chunk.Rows.LastTimes.Max() >= before)
            {
                return null;
            }

            var bytes = FoldCodec.Encode(chunk.Fold(length));
            return new OldChunk(number, bytes.Length < data.Length ? bytes : null);
        }
        catch (CorruptDataException)
        {
            // Who reads it for its points tells of it.
            return new OldChunk(number, null);
        }
    }
}
