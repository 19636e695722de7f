using System.Globalization;
using Digits;
using TrainingMonitor.Client;
using TrainingMonitor.Contract;

TrainingOptions options;
try
{
    options = TrainingOptions.Parse(args);
}
catch (FormatException wrongUse)
{
    Console.Error.WriteLine($"{wrongUse.Message}\n{TrainingOptions.Usage}");
    return 2;
}

DigitSet train, validation;
try
{
    (train, validation) = GivenDataSet.Id is { } given
        ? await GivenDataSet.LoadAsync(given, options.Seed)
        : DigitSet.Load(Path.Combine(AppContext.BaseDirectory, "digits.csv.gz"), options.Seed);
}
catch (InvalidDataException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}

await using var monitor = new TrainingMonitorClient(new TrainingMonitorOptions
{
    RunName = options.Name,
    DashboardUrl = options.Url,
    TotalSteps = options.Steps,
    StepsPerEpoch = Math.Max(1, train.Count / options.BatchSize),
    Tags = ["digits", "csharp"],
    StopOnSignal = true,
    Config = new Dictionary<string, object?>
    {
        ["dataset"] = $"{GivenDataSet.Id ?? "UCI digits"}, {train.Count} to train on, {validation.Count} to validate",
        ["model"] = "multilayer perceptron, ReLU, softmax",
        ["hidden"] = options.Hidden,
        ["lr"] = options.LearningRate,
        ["lr_schedule"] = "cosine",
        ["optimizer"] = "adamw",
        ["batch_size"] = options.BatchSize,
        ["seed"] = options.Seed,
        ["steps"] = options.Steps,
    },
});

Console.WriteLine($"training {monitor.RunId} on {monitor.Url}");
var (accuracy, isComplete) = new Training(options, monitor).Run(train, validation);
monitor.SetStatus(isComplete ? RunStatus.Completed : RunStatus.Interrupted);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(isComplete ? "completed" : "interrupted")}: validation accuracy {accuracy:P1}"));
return 0;
