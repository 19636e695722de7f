using System.Globalization;
using TrainingMonitor.Client;

namespace Digits;

/// <summary>The loop: a batch forward and back, a step of the optimiser, the whole validation set, a line of metrics.</summary>
internal sealed class Training(TrainingOptions options, TrainingMonitorClient monitor)
{
    private const double WeightDecay = 0.01;

    /// <summary>Returns the last validation accuracy, and whether all steps were made.</summary>
    public (double Accuracy, bool IsComplete) Run(DigitSet train, DigitSet validation)
    {
        var network = new Network(options.Hidden, options.Seed);
        var optimizer = new AdamW(network.Parameters, WeightDecay);
        var batches = new Batches(train.Count, options.BatchSize, options.Seed);
        var pace = new Pace(options.StepsPerSecond);
        var row = monitor.Row("train/loss", "train/accuracy", "train/lr", "train/grad_norm", "val/loss", "val/accuracy");
        var validated = (Loss: double.NaN, Accuracy: 0.0);
        for (var step = 1; step <= options.Steps; step++)
        {
            if (monitor.ShouldStop)
            {
                return (validated.Accuracy, false);
            }

            var learningRate = CosineRate(step);
            var (loss, accuracy) = network.Train(train, batches.Next());
            var gradientNorm = network.GradientNorm();
            optimizer.Step(learningRate);
            validated = network.Evaluate(validation);
            row.Log(step, loss, accuracy, learningRate, gradientNorm, validated.Loss, validated.Accuracy);
            SaveCheckpoint(network, step, validated);
            pace.Wait(step);
        }

        return (validated.Accuracy, true);
    }

    /// <summary>Falls from the full rate to a hundredth of it along half a cosine.</summary>
    private double CosineRate(int step)
    {
        var done = (step - 1) / (double)Math.Max(1, options.Steps - 1);
        return options.LearningRate * (0.01 + (0.99 * 0.5 * (1 + Math.Cos(Math.PI * done))));
    }

    private void SaveCheckpoint(Network network, int step, (double Loss, double Accuracy) validated)
    {
        if (options.CheckpointEvery == 0 || (step % options.CheckpointEvery != 0 && step != options.Steps))
        {
            return;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{monitor.RunId}-step{step:D6}.safetensors");
        monitor.SaveCheckpoint(
            Path.Combine(options.CheckpointDirectory, name),
            stream => SafeTensors.Write(stream, network.NamedParameters),
            step,
            new Dictionary<string, double> { ["val/loss"] = validated.Loss, ["val/accuracy"] = validated.Accuracy });
    }
}
