namespace TrainingMonitor.Cli;

/// <summary>
/// The curves of a made-up training. Loss: <c>final + (initial − final)·e^(−k·t)</c>, or <c>initial·t^(−k) + final</c>, with
/// t in hundredths of the run; Gaussian noise whose deviation of 0.1 shrinks by 80 % over the run; never below 0.05.
/// Accuracy rises as the loss falls. A seed gives the same curve again.
/// </summary>
internal sealed class SimulatedTraining(long steps, double initial, double final, double decay, bool isPower, double accuracyNoise, int seed)
{
    private const double FirstDeviation = 0.1;
    private const double Shrinks = 0.8;
    private const double Floor = 0.05;
    private readonly Random _random = new(seed);

    public long Steps { get; } = Math.Max(1, steps);

    public (double Loss, double Accuracy, double LearningRate) At(long step)
    {
        var progress = (double)step / Steps;
        var ideal = Ideal(progress);
        var loss = Math.Max(Floor, ideal + (Gaussian() * FirstDeviation * (1 - (Shrinks * progress))));
        var accuracy = Math.Clamp(1 - (ideal / (initial + final)) + (Gaussian() * accuracyNoise), 0, 1);
        return (loss, accuracy, 1e-3 * 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }

    public double Validation(long step) => Math.Max(Floor, Ideal((double)step / Steps) * 1.1 + (Gaussian() * FirstDeviation * 0.5));

    private double Ideal(double progress)
    {
        var t = progress * 100;
        return isPower ? (initial * Math.Pow(Math.Max(1, t), -decay)) + final : final + ((initial - final) * Math.Exp(-decay * t));
    }

    private double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
