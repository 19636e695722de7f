using TrainingMonitor.Tests.Sqlite;

// The test program is also the process that crash tests kill.
return args is [CrashChild.Word, var folder]
    ? await CrashChild.RunAsync(folder)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
