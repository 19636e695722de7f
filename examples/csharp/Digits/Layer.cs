namespace Digits;

/// <summary>A fully connected layer, y = W·x + b, with the gradients of the batch under way.</summary>
internal sealed class Layer
{
    private readonly float[] _input;
    private readonly bool _isRectified;

    /// <summary>Weights are drawn after He: variance 2 / inputs, which keeps the signal's size through ReLU layers.</summary>
    public Layer(int inputs, int outputs, bool isRectified, Random random)
    {
        Inputs = inputs;
        Outputs = outputs;
        _isRectified = isRectified;
        _input = new float[inputs];
        Output = new float[outputs];
        Weights = new Parameter("weight", [outputs, inputs]);
        Bias = new Parameter("bias", [outputs]);
        var deviation = Math.Sqrt(2.0 / inputs);
        for (var i = 0; i < Weights.Values.Length; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            Weights.Values[i] = (float)(deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
    }

    public int Inputs { get; }
    public int Outputs { get; }
    public float[] Output { get; }
    public Parameter Weights { get; }
    public Parameter Bias { get; }

    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> input)
    {
        input.CopyTo(_input);
        for (var o = 0; o < Outputs; o++)
        {
            var sum = Bias.Values[o] + Vectors.Dot(Row(Weights.Values, o), _input);
            Output[o] = _isRectified ? Math.Max(0, sum) : sum;
        }

        return Output;
    }

    /// <summary>Adds this example's gradients; writes the gradient of the layer's input where a layer lies below.</summary>
    /// <param name="outputGradient">d loss / d output of the example that went through <see cref="Forward"/> last.</param>
    /// <param name="inputGradient">Overwritten; empty below the first layer.</param>
    public void Backward(ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        inputGradient.Clear();
        for (var o = 0; o < Outputs; o++)
        {
            var gradient = _isRectified && Output[o] <= 0 ? 0 : outputGradient[o];
            if (gradient == 0)
            {
                continue;
            }

            Bias.Gradients[o] += gradient;
            Vectors.AddScaled(Row(Weights.Gradients, o), gradient, _input);
            if (!inputGradient.IsEmpty)
            {
                Vectors.AddScaled(inputGradient, gradient, Row(Weights.Values, o));
            }
        }
    }

    private Span<float> Row(float[] matrix, int row) => matrix.AsSpan(row * Inputs, Inputs);
}
