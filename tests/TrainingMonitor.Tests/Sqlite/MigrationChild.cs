using System.Diagnostics;
using SQLitePCL;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Sqlite;

/// <summary>A process that migrates a file and dies by its own SIGKILL just before the given statement of the writing connection.</summary>
internal static class MigrationChild
{
    public const string Word = "migration-child";

    public static int Run(string file, int statement)
    {
        var seen = 0;
        var migrations = new Migrations(Migrations.Known)
        {
            Opened = connection => raw.sqlite3_trace(
                connection.Handle,
                (object _, string _) =>
                {
                    if (++seen == statement)
                    {
                        Process.GetCurrentProcess().Kill();
                    }
                },
                null),
        };
        migrations.Open(new Database(file)).Dispose();
        return 0;
    }
}
