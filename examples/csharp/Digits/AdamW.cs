namespace Digits;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019); biases are not decayed.</summary>
internal sealed class AdamW(IReadOnlyList<Parameter> parameters, double weightDecay)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private int _steps;

    /// <summary>Moves every parameter against its gradient and clears the gradients.</summary>
    public void Step(double learningRate)
    {
        _steps++;
        var rate = learningRate * Math.Sqrt(1 - Math.Pow(Beta2, _steps)) / (1 - Math.Pow(Beta1, _steps));
        foreach (var parameter in parameters)
        {
            var decay = parameter.Shape.Length > 1 ? (float)(1 - (learningRate * weightDecay)) : 1f;
            for (var i = 0; i < parameter.Values.Length; i++)
            {
                var gradient = parameter.Gradients[i];
                var first = parameter.FirstMoment[i] = (float)((Beta1 * parameter.FirstMoment[i]) + ((1 - Beta1) * gradient));
                var second = parameter.SecondMoment[i] = (float)((Beta2 * parameter.SecondMoment[i]) + ((1 - Beta2) * gradient * gradient));
                parameter.Values[i] = (parameter.Values[i] * decay) - (float)(rate * first / (Math.Sqrt(second) + Epsilon));
            }

            Array.Clear(parameter.Gradients);
        }
    }
}
