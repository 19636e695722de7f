using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>The tables <c>datasets</c>, <c>dataset_files</c> and <c>dataset_sums</c>.</summary>
internal static class DataSetTable
{
    private const string Select =
        "SELECT dataset, id, name, description, status, error, expected_files, created_at, updated_at FROM datasets";

    private const string FileSelect = "SELECT n, name, type, size, sha256, created_at FROM dataset_files";
    private const string FileMatching = "dataset = $1 AND ($2 IS NULL OR type = $2) AND ($3 IS NULL OR name LIKE $3 ESCAPE '\\')";

    public static void Insert(SqliteConnection connection, DataSet d) =>
        Sql.Run(
            connection,
            "INSERT INTO datasets (id, name, description, status, error, expected_files, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            d.Id, d.Name, d.Description, WireWord<DataSetStatus>.Of(d.Status), d.Error, d.ExpectedFiles, d.CreatedAt.Microseconds, d.UpdatedAt.Microseconds);

    public static void Update(SqliteConnection connection, DataSet d) =>
        Sql.Run(
            connection,
            "UPDATE datasets SET name = $2, description = $3, status = $4, error = $5, updated_at = $6 WHERE id = $1",
            d.Id, d.Name, d.Description, WireWord<DataSetStatus>.Of(d.Status), d.Error, d.UpdatedAt.Microseconds);

    public static void Delete(SqliteConnection connection, string id) => Sql.Run(connection, "DELETE FROM datasets WHERE id = $1", id);

    public static (long Number, DataSet DataSet)? Find(SqliteConnection connection, string id) =>
        Read(connection, " WHERE id = $1", id) is [var found] ? found : null;

    /// <summary>Newest first.</summary>
    public static List<(long Number, DataSet DataSet)> Read(SqliteConnection connection, DataSetStatus? status, string? text, long before, int limit) =>
        Read(
            connection,
            " WHERE dataset < $1 AND ($2 IS NULL OR status = $2) AND ($3 IS NULL OR name LIKE $3 ESCAPE '\\' OR description LIKE $3 ESCAPE '\\' OR id LIKE $3 ESCAPE '\\') ORDER BY dataset DESC LIMIT $4",
            before, status is { } s ? WireWord<DataSetStatus>.Of(s) : null, SqlText.Containing(text), limit);

    public static long Count(SqliteConnection connection, DataSetStatus? status, string? text) =>
        Sql.Scalar<long>(
            connection,
            "SELECT count(*) FROM datasets WHERE ($1 IS NULL OR status = $1) AND ($2 IS NULL OR name LIKE $2 ESCAPE '\\' OR description LIKE $2 ESCAPE '\\' OR id LIKE $2 ESCAPE '\\')",
            status is { } s ? WireWord<DataSetStatus>.Of(s) : null, SqlText.Containing(text));

    public static DataSetFile? FindFile(SqliteConnection connection, long dataSet, long n)
    {
        using var command = Sql.Command(connection, FileSelect + " WHERE dataset = $1 AND n = $2", dataSet, n);
        using var reader = command.ExecuteReader();
        return reader.Read() ? FileOf(reader) : null;
    }

    /// <summary>By number, ascending.</summary>
    public static List<DataSetFile> ReadFiles(SqliteConnection connection, long dataSet, DataSetFileType? type, string? text, long after, int limit)
    {
        using var command = Sql.Command(
            connection, $"{FileSelect} WHERE {FileMatching} AND n > $4 ORDER BY n LIMIT $5", dataSet, Word(type), SqlText.Containing(text), after, limit);
        using var reader = command.ExecuteReader();
        var files = new List<DataSetFile>();
        while (reader.Read())
        {
            files.Add(FileOf(reader));
        }

        return files;
    }

    public static long CountFiles(SqliteConnection connection, long dataSet, DataSetFileType? type, string? text) =>
        Sql.Scalar<long>(connection, $"SELECT count(*) FROM dataset_files WHERE {FileMatching}", dataSet, Word(type), SqlText.Containing(text));

    public static long NextFile(SqliteConnection connection, long dataSet) =>
        Sql.Scalar<long>(connection, "SELECT coalesce(max(n), -1) + 1 FROM dataset_files WHERE dataset = $1", dataSet);

    /// <summary>Puts a file in the place of one with its number, if there is one, and keeps the sums right.</summary>
    public static void PutFile(SqliteConnection connection, long dataSet, DataSetFile file)
    {
        if (FindFile(connection, dataSet, file.N) is { } old)
        {
            Add(connection, dataSet, old.Type, -1, -old.Size);
        }

        Sql.Run(
            connection,
            "INSERT OR REPLACE INTO dataset_files (dataset, n, name, type, size, sha256, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            dataSet, file.N, file.Name, WireWord<DataSetFileType>.Of(file.Type), file.Size, file.Sha256, file.CreatedAt.Microseconds);
        Add(connection, dataSet, file.Type, 1, file.Size);
    }

    private static void Add(SqliteConnection connection, long dataSet, DataSetFileType type, long files, long size) =>
        Sql.Run(
            connection,
            "INSERT INTO dataset_sums (dataset, type, files, size) VALUES ($1, $2, $3, $4) ON CONFLICT (dataset, type) DO UPDATE SET files = files + $3, size = size + $4",
            dataSet, WireWord<DataSetFileType>.Of(type), files, size);

    private static string? Word(DataSetFileType? type) => type is { } known ? WireWord<DataSetFileType>.Of(known) : null;

    private static List<(long Number, DataSet DataSet)> Read(SqliteConnection connection, string where, params ReadOnlySpan<object?> values)
    {
        using var command = Sql.Command(connection, Select + where, values);
        using var reader = command.ExecuteReader();
        var found = new List<(long, DataSet)>();
        while (reader.Read())
        {
            var number = reader.GetInt64(0);
            var (types, size) = Sums(connection, number);
            found.Add((number, new DataSet
            {
                Id = reader.GetString(1),
                Name = reader.GetString(2),
                Description = reader.GetString(3),
                Status = WireWord<DataSetStatus>.TryParse(reader.GetString(4), out var status) ? status : DataSetStatus.Failed,
                Error = reader.TextOrNull(5),
                ExpectedFiles = reader.LongOrNull(6),
                Files = types.Values.Sum(),
                Size = size,
                Types = types,
                Path = reader.GetString(1),
                CreatedAt = new Instant(reader.GetInt64(7)),
                UpdatedAt = new Instant(reader.GetInt64(8)),
            }));
        }

        return found;
    }

    private static (Dictionary<string, long> Types, long Size) Sums(SqliteConnection connection, long dataSet)
    {
        using var command = Sql.Command(connection, "SELECT type, files, size FROM dataset_sums WHERE dataset = $1 AND files > 0 ORDER BY type", dataSet);
        using var reader = command.ExecuteReader();
        var types = new Dictionary<string, long>();
        var size = 0L;
        while (reader.Read())
        {
            types[reader.GetString(0)] = reader.GetInt64(1);
            size += reader.GetInt64(2);
        }

        return (types, size);
    }

    private static DataSetFile FileOf(SqliteDataReader reader)
    {
        var name = reader.GetString(1);
        return new DataSetFile
        {
            N = reader.GetInt64(0),
            Name = name,
            Type = WireWord<DataSetFileType>.TryParse(reader.GetString(2), out var type) ? type : DataSetFileType.Other,
            MediaType = MediaTypes.Of(name).MediaType,
            Size = reader.GetInt64(3),
            Sha256 = reader.GetString(4),
            CreatedAt = new Instant(reader.GetInt64(5)),
        };
    }
}
