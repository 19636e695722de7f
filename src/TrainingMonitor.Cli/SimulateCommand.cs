using System.CommandLine;
using TrainingMonitor.Client;

namespace TrainingMonitor.Cli;

/// <summary>A made-up training, for demonstrations and tests; as a job every run of it is marked as simulated.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var steps = new Option<long>("--steps") { Description = "How many steps.", DefaultValueFactory = _ => 1000 };
        var rate = new Option<double>("--steps-per-second") { Description = "How fast; 0 as fast as it goes.", DefaultValueFactory = _ => 50 };
        var initial = new Option<double>("--initial") { Description = "The loss at the start.", DefaultValueFactory = _ => 2.5 };
        var final = new Option<double>("--final") { Description = "The loss it falls towards.", DefaultValueFactory = _ => 0.3 };
        var decay = new Option<double>("--k") { Description = "How fast it falls: for each hundredth of the run; the exponent of the power law.", DefaultValueFactory = _ => 0.15 };
        var law = new Option<string>("--law") { Description = "exponential or power.", DefaultValueFactory = _ => "exponential" };
        law.AcceptOnlyFromAmong("exponential", "power");
        var noise = new Option<double>("--accuracy-noise") { Description = "The deviation of the accuracy.", DefaultValueFactory = _ => 0.02 };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same curve.", DefaultValueFactory = _ => 1 };
        var fails = new Option<long?>("--fail-at") { Description = "Ends with an error at this step." };
        var url = ServerOption.Create();
        var command = new Command("simulate", "Log a made-up training, marked as simulated.") { steps, rate, initial, final, decay, law, noise, seed, fails, url };
        command.SetAction(async (parsed, stop) =>
        {
            var training = new SimulatedTraining(
                parsed.GetValue(steps), parsed.GetValue(initial), parsed.GetValue(final), parsed.GetValue(decay), parsed.GetValue(law) == "power", parsed.GetValue(noise), parsed.GetValue(seed));
            await using var monitor = new TrainingMonitorClient(new TrainingMonitorOptions
            {
                RunName = "simulated training",
                DashboardUrl = parsed.GetValue(url),
                Tags = ["simulated"],
                TotalSteps = training.Steps,
                StepsPerEpoch = Math.Max(1, training.Steps / 100),
                StopOnSignal = true,
                Config = new Dictionary<string, object?>
                {
                    ["simulated"] = true,
                    ["law"] = parsed.GetValue(law),
                    ["initial"] = parsed.GetValue(initial),
                    ["final"] = parsed.GetValue(final),
                    ["k"] = parsed.GetValue(decay),
                    ["seed"] = parsed.GetValue(seed),
                },
            });
            return await RunAsync(training, monitor, parsed.GetValue(rate), parsed.GetValue(fails), stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(SimulatedTraining training, TrainingMonitorClient monitor, double rate, long? failsAt, CancellationToken stop)
    {
        var row = monitor.Row("train/loss", "train/accuracy", "train/lr");
        var started = TimeProvider.System.GetTimestamp();
        for (var step = 1L; step <= training.Steps && !monitor.ShouldStop; step++)
        {
            if (step == failsAt)
            {
                await Console.Error.WriteLineAsync($"step {step}: the simulated failure");
                monitor.Fail($"the simulated failure at step {step}");
                return ExitCode.Failed;
            }

            var (loss, accuracy, learningRate) = training.At(step);
            row.Log(step, loss, accuracy, learningRate);
            if (step % Math.Max(1, training.Steps / 100) == 0)
            {
                monitor.LogMetrics(step, ("val/loss", training.Validation(step)));
                Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"step {step} loss {loss:F4} accuracy {accuracy:F4}"));
            }

            if (rate > 0 && TimeSpan.FromSeconds(step / rate) - TimeProvider.System.GetElapsedTime(started) is var ahead && ahead > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(ahead, stop);
            }
        }

        return ExitCode.Good;
    }
}
