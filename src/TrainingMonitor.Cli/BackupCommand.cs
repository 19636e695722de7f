using System.CommandLine;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Cli;

/// <summary>Copies the database of a data folder to one file, also while a server runs on it.</summary>
internal static class BackupCommand
{
    /// <summary>What belongs to a store and lies beside its database, as plain files that any copy program takes.</summary>
    private static readonly (string Folder, string Word)[] Beside =
    [
        ("checkpoints", "uploaded checkpoints"), ("logs", "console lines"), ("archive", "what had become too old for the database"), ("datasets", "data sets"),
        ("models", "copies that models keep"), ("work", "folders that jobs work in"),
    ];

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The copy: a new file, restored by placing it as dashboard.db in an empty data folder." };
        var data = new Option<string>("--data") { Description = "Data folder to copy from.", DefaultValueFactory = _ => "./data" };
        var command = new Command("backup", "Copy the store to a file, also while the server runs.") { file, data };
        command.SetAction(async (parsed, _) =>
        {
            var (folder, copy) = (Path.GetFullPath(parsed.GetValue(data)!), Path.GetFullPath(parsed.GetValue(file)!));
            try
            {
                var bytes = StoreBackup.Write(folder, copy);
                Console.WriteLine($"wrote {copy} ({bytes:N0} bytes)");
                foreach (var (name, word) in Beside.Where(part => HasFiles(Path.Combine(folder, part.Folder))))
                {
                    Console.WriteLine($"not in it: {word}, which are files in {Path.Combine(folder, name)}");
                }

                return ExitCode.Good;
            }
            catch (StoreException refused)
            {
                await Console.Error.WriteLineAsync($"tmon: {refused.Message}");
                return refused is StoreInputException ? ExitCode.WrongUse : ExitCode.Failed;
            }
        });
        return command;
    }

    private static bool HasFiles(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any();
}
