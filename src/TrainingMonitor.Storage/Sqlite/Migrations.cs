using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>
/// Brings a file to the newest schema: numbered scripts, each in one transaction that also moves
/// <c>PRAGMA user_version</c>, so a kill at any statement leaves the file at a whole version. Before the first script
/// that touches an existing store, the file is copied online; when a script fails, the copy is put back.
/// </summary>
internal sealed class Migrations(IReadOnlyList<Migration> scripts)
{
    public static IReadOnlyList<Migration> Known { get; } = [.. ReadEmbedded()];

    public static Migrations Embedded { get; } = new(Known);

    /// <summary>Is given the writing connection before anything is done with it. For tests that kill the process there.</summary>
    internal Action<SqliteConnection> Opened { get; init; } = _ => { };

    public long Newest => scripts.Count == 0 ? 0 : scripts[^1].Number;

    /// <summary>Opens the writing connection on a migrated file.</summary>
    public SqliteConnection Open(Database database)
    {
        var connection = database.OpenWriter();
        try
        {
            Opened(connection);
            var found = Sql.Scalar<long>(connection, "PRAGMA user_version");
            if (found > Newest)
            {
                throw new NewerStoreException(database.File, found, Newest);
            }

            if (found == Newest)
            {
                return connection;
            }

            if (found == 0)
            {
                Apply(connection, found);
                return connection;
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return OpenWithBackup(database, connection);
    }

    private SqliteConnection OpenWithBackup(Database database, SqliteConnection connection)
    {
        var found = Sql.Scalar<long>(connection, "PRAGMA user_version");
        var copy = database.File + ".before-" + Newest.ToString("0000", CultureInfo.InvariantCulture);
        Backup.Write(connection, copy);
        try
        {
            Apply(connection, found);
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            Backup.PutBack(copy, database.File);
            throw new StoreUnavailableException(
                $"{database.File} could not be brought from schema {found} to {Newest} and is as it was before ({e.Message})", e);
        }
    }

    private void Apply(SqliteConnection connection, long found)
    {
        foreach (var script in scripts)
        {
            if (script.Number <= found)
            {
                continue;
            }

            using var transaction = connection.BeginTransaction();
            Sql.Run(connection, script.Text);
            Sql.Run(connection, "PRAGMA user_version = " + script.Number.ToString(CultureInfo.InvariantCulture));
            transaction.Commit();
        }
    }

    private static IEnumerable<Migration> ReadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var file = name[(name.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new Migration(long.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), reader.ReadToEnd());
        }
    }
}
