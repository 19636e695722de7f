using TrainingMonitor.Contract;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace TrainingMonitor.Storage;

/// <summary>
/// The store of one data folder, for one process at a time. Everything acknowledged is on disk; reads come from memory and
/// from connections that never write, so they go on whatever happens to the writer.
/// </summary>
public sealed class DataStore : IAsyncDisposable
{
    private readonly DataStoreOptions _options;
    private readonly FolderLock _lock;
    private readonly SqliteConnection _connection;
    private readonly StoreWriter _writer;
    private readonly ReadConnections _readers;
    private readonly Housekeeping _housekeeping;
    private readonly Sealing _sealing;
    private readonly RunCatalog _catalog;
    private bool _isDisposed;

    private DataStore(DataStoreOptions options, FolderLock held, SqliteConnection connection, TimeProvider time, ILoggerFactory logs)
    {
        _options = options;
        _lock = held;
        _connection = connection;
        _readers = new ReadConnections(new Database(options.DatabaseFile));
        _writer = new StoreWriter(connection, options, time, logs.CreateLogger<DataStore>());
        var catalog = new RunCatalog(_readers, new DamagedParts(_writer));
        catalog.Load(connection);
        catalog.Gone.Load(connection, Instant.Now(time));
        _sealing = new Sealing(catalog, _writer, options, time, logs.CreateLogger<DataStore>());
        _housekeeping = new Housekeeping(_sealing, catalog, _writer.Tails);
        _writer.Between = _housekeeping.Run;
        Runs = new RunStore(_writer, catalog, _readers, time);
        Points = new PointStore(_writer, catalog, _readers, options);
        Events = new EventStore(_writer, catalog, _readers);
        Checkpoints = new CheckpointStore(_writer, catalog, _readers);
        Commands = new CommandStore(_writer, catalog, _readers);
        Logs = new LogStore(_writer, catalog, options, time);
        System = new SystemStore(_writer, catalog, _readers);
        DataSets = new DataSetStore(_writer, _readers);
        Models = new ModelStore(_writer, catalog, _readers);
        Retention = new Retention(_writer, _readers, catalog, Points, options, time);
        Jobs = new JobStore(_writer, catalog, _readers, time);
        _catalog = catalog;
    }

    public RunStore Runs { get; }

    public PointStore Points { get; }

    public EventStore Events { get; }

    public CheckpointStore Checkpoints { get; }

    public CommandStore Commands { get; }

    public LogStore Logs { get; }

    public SystemStore System { get; }

    /// <summary>What is done to data that has become old; the server asks for it every hour.</summary>
    public Retention Retention { get; }

    public DataSetStore DataSets { get; }

    public ModelStore Models { get; }

    public JobStore Jobs { get; }

    /// <summary>
    /// Called on the writer's thread after each durable commit, in commit order, before the writers' tasks complete. Must
    /// be cheap and must not wait for the store. Set once, before serving.
    /// </summary>
    public Action<IReadOnlyList<Change>>? Committed
    {
        get => _writer.Committed;
        set => _writer.Committed = value;
    }

    public StoreStatus Status => new(
        _writer.Unavailable is null, _writer.Unavailable, Points.CountAll(), BytesOnDisk(), _writer.QueueDepth);

    /// <summary>Takes the folder, brings its file to the newest schema and loads what must be in memory.</summary>
    /// <exception cref="FolderInUseException">Another server holds the folder.</exception>
    /// <exception cref="NewerStoreException">A newer program has migrated the file.</exception>
    /// <exception cref="StoreUnavailableException">The folder cannot be written.</exception>
    public static DataStore Open(DataStoreOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var held = FolderLock.Take(options.Folder);
        SqliteConnection? connection = null;
        try
        {
            connection = Migrations.Embedded.Open(new Database(options.DatabaseFile));
            var store = new DataStore(options, held, connection, time, logs);
            store._writer.Start();
            store._sealing.Start();
            return store;
        }
        catch (Exception e)
        {
            connection?.Dispose();
            held.Dispose();
            if (e is SqliteException damage && SqliteFailure.IsDamage(damage))
            {
                throw new DamagedStoreException(options.DatabaseFile, BackupList.Newest(options.Folder), damage);
            }

            if (e is SqliteException)
            {
                throw new StoreUnavailableException($"{options.DatabaseFile}: {SqliteFailure.Sentence(e)}", e);
            }

            throw;
        }
    }

    /// <summary>Who holds a data folder now; null when nobody does.</summary>
    public static FolderHolder? HolderOf(string folder) => FolderLock.HolderOf(folder);

    /// <summary>Tells a second server on this folder where to find this one.</summary>
    public void Announce(string url) => _lock.Announce(url);

    /// <summary>Copies the whole database, as it is at one moment, to a new file; writes go on meanwhile.</summary>
    public Task BackupAsync(string file, CancellationToken ct) => Task.Run(() => StoreBackup.Write(_options.Folder, file), ct);

    /// <summary>Takes no more writes, serves those that wait, checkpoints, and gives the folder back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _sealing.DisposeAsync();
        _writer.Dispose();
        _readers.Dispose();
        try
        {
            _housekeeping.Finish(_connection);
            Sql.Run(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // The log stays beside the file and is read at the next start.
        }

        _connection.Dispose();
        _lock.Dispose();
    }

    /// <summary>Seals the open tail of a run. For tests and benchmarks; otherwise it happens by itself.</summary>
    internal Task SealAsync(string runId) => _sealing.SealAllAsync(_catalog.Get(runId));

    /// <summary>Runs something in a transaction of the one writing connection. For tests that disturb it.</summary>
    internal Task<T> OnWriterAsync<T>(Func<SqliteConnection, T> run) => _writer.RunAsync(scope => run(scope.Connection));

    /// <summary>What to do instead of ending the process. For the test of it.</summary>
    internal void OnLostSync(Action<string> then) => _writer.LostSync = then;

    private long BytesOnDisk() => new[] { _options.DatabaseFile, _options.DatabaseFile + "-wal" }
        .Select(name => new FileInfo(name))
        .Where(file => file.Exists)
        .Sum(file => file.Length);
}
