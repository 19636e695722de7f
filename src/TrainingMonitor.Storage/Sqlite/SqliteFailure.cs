using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>What an error of the engine means for the store.</summary>
internal static class SqliteFailure
{
    private const int Constraint = 19;
    private const int Corrupt = 11;
    private const int NoDatabase = 26;
    private const int IoErrFsync = 10 | (4 << 8);
    private const int IoErrDirFsync = 10 | (5 << 8);

    /// <summary>The statement was wrong for this data, or met a damaged page; the transaction is still good for others.</summary>
    public static bool IsRefusal(SqliteException e) => e.SqliteErrorCode is Constraint or Corrupt;

    /// <summary>Pages are not what was written.</summary>
    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NoDatabase;

    /// <summary>
    /// The kernel could not say that the bytes are on disk. After that it may have dropped them, and a second fsync
    /// would answer "good": nothing this process acknowledges from here on could be trusted.
    /// </summary>
    public static bool IsLostSync(SqliteException e) => e.SqliteExtendedErrorCode is IoErrFsync or IoErrDirFsync;

    /// <param name="e">What the engine said.</param>
    /// <param name="systemError">What the operating system had said to it, where that is known.</param>
    public static string Sentence(Exception e, int systemError = 0) => e switch
    {
        SqliteException { SqliteErrorCode: 13 } => "the disk is full; nothing can be written until there is room",
        SqliteException { SqliteErrorCode: var code } when code == 8 || (code == 10 && systemError == SystemError.ReadOnly) => "the data folder is read-only; nothing can be written until that changes",
        SqliteException { SqliteErrorCode: 14 } => "the database cannot be opened for writing",
        SqliteException { SqliteErrorCode: 10 } => "the disk reports an error; nothing can be written until it is well again",
        _ => $"the store cannot write: {e.Message}",
    };
}
