using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>
/// The rows of a query in the order of its key, also where pages of the table are damaged: what lies before the damage is read
/// forwards, what lies after it is found backwards, and only what is between is missing.
/// </summary>
internal static class SoundRows
{
    /// <param name="connection">Reads them.</param>
    /// <param name="select">A SELECT with a WHERE and without an order; it gives the columns of the key.</param>
    /// <param name="key">The integer columns of the table's primary key.</param>
    /// <param name="lost">Is called when rows are missing.</param>
    public static IEnumerable<SqliteDataReader> Of(SqliteConnection connection, string select, string[] key, Action lost)
    {
        long[]? last = null;
        using (var forwards = Sql.Command(connection, $"{select} ORDER BY {string.Join(", ", key)}"))
        {
            using var reader = Started(forwards);
            bool? isRow;
            while ((isRow = Next(reader)) == true)
            {
                last = Key(reader!, key);
                yield return reader!;
            }

            if (isRow == false)
            {
                yield break;
            }
        }

        lost();
        var where = string.Join(" AND ", key.Select((column, i) => $"{column} = ${i + 1}"));
        foreach (var place in After(connection, select, key, last))
        {
            using var one = Sql.Command(connection, $"{select} AND {where}", [.. place.Cast<object?>()]);
            using var reader = Started(one);
            if (Next(reader) == true)
            {
                yield return reader!;
            }
        }
    }

    /// <summary>The keys greater than <paramref name="last"/> that can be read from the end of the table, in ascending order.</summary>
    private static List<long[]> After(SqliteConnection connection, string select, string[] key, long[]? last)
    {
        var found = new List<long[]>();
        using var backwards = Sql.Command(
            connection, $"SELECT {string.Join(", ", key)} FROM ({select}) ORDER BY {string.Join(", ", key.Select(column => column + " DESC"))}");
        using var reader = Started(backwards);
        while (Next(reader) == true && Key(reader!, key) is var place && (last is null || place.AsSpan().SequenceCompareTo(last) > 0))
        {
            found.Add(place);
        }

        found.Reverse();
        return found;
    }

    private static long[] Key(SqliteDataReader reader, string[] key) => [.. key.Select(column => reader.GetInt64(reader.GetOrdinal(column)))];

    private static SqliteDataReader? Started(SqliteCommand command)
    {
        try
        {
            return command.ExecuteReader();
        }
        catch (SqliteException e) when (SqliteFailure.IsDamage(e))
        {
            return null;
        }
    }

    /// <summary>Null where the next row is on a page that cannot be read.</summary>
    private static bool? Next(SqliteDataReader? reader)
    {
        try
        {
            return reader?.Read();
        }
        catch (SqliteException e) when (SqliteFailure.IsDamage(e))
        {
            return null;
        }
    }
}
