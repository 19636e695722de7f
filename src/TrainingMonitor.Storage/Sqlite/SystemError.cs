using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace TrainingMonitor.Storage;

/// <summary>The error of the operating system behind an error of the engine, which has one number for most of them.</summary>
internal static class SystemError
{
    /// <summary>EROFS: the file system has become read-only under open files.</summary>
    public const int ReadOnly = 30;

    /// <summary>To be asked before anything else is done with the connection.</summary>
    public static int Of(SqliteConnection connection) => connection.Handle is { IsInvalid: false } handle ? OfHandle(handle.DangerousGetHandle()) : 0;

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_system_errno")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int OfHandle(nint connection);
}
