namespace Digits;

/// <summary>A multilayer perceptron: ReLU layers, then ten logits whose softmax is compared with the digit by cross-entropy.</summary>
internal sealed class Network
{
    private readonly Layer[] _layers;
    private readonly float[] _probabilities = new float[DigitSet.Classes];
    private readonly float[][] _gradients;

    public Network(IReadOnlyList<int> hidden, int seed)
    {
        var random = new Random(seed);
        int[] sizes = [DigitSet.PixelsPerImage, .. hidden, DigitSet.Classes];
        _layers = [.. Enumerable.Range(0, sizes.Length - 1)
            .Select(i => new Layer(sizes[i], sizes[i + 1], isRectified: i < sizes.Length - 2, random))];
        _gradients = [.. _layers.Select((layer, i) => i == 0 ? [] : new float[layer.Inputs])];
        Parameters = [.. _layers.SelectMany(layer => new[] { layer.Weights, layer.Bias })];
        NamedParameters = [.. _layers.SelectMany((layer, i) => new[]
        {
            ($"layers.{i}.weight", layer.Weights),
            ($"layers.{i}.bias", layer.Bias),
        })];
    }

    public IReadOnlyList<Parameter> Parameters { get; }
    public IReadOnlyList<(string Name, Parameter Parameter)> NamedParameters { get; }
    public int ParameterCount => Parameters.Sum(parameter => parameter.Values.Length);

    /// <summary>Mean loss and accuracy over the examples, and the gradient of that mean in every parameter.</summary>
    public (double Loss, double Accuracy) Train(DigitSet set, ReadOnlySpan<int> examples)
    {
        var (loss, right) = (0.0, 0);
        foreach (var example in examples)
        {
            loss += Loss(set, example, ref right);
            for (var i = 0; i < _probabilities.Length; i++)
            {
                _probabilities[i] = (_probabilities[i] - (i == set.Labels[example] ? 1 : 0)) / examples.Length;
            }

            ReadOnlySpan<float> gradient = _probabilities;
            for (var i = _layers.Length - 1; i >= 0; i--)
            {
                _layers[i].Backward(gradient, _gradients[i]);
                gradient = _gradients[i];
            }
        }

        return (loss / examples.Length, (double)right / examples.Length);
    }

    /// <summary>Mean loss and accuracy over the whole set; nothing is learned.</summary>
    public (double Loss, double Accuracy) Evaluate(DigitSet set)
    {
        var (loss, right) = (0.0, 0);
        for (var example = 0; example < set.Count; example++)
        {
            loss += Loss(set, example, ref right);
        }

        return (loss / set.Count, (double)right / set.Count);
    }

    /// <summary>The Euclidean length of the gradient of all parameters together.</summary>
    public double GradientNorm() => Math.Sqrt(Parameters.Sum(parameter => (double)Vectors.Dot(parameter.Gradients, parameter.Gradients)));

    private double Loss(DigitSet set, int example, ref int right)
    {
        var output = set.Image(example);
        foreach (var layer in _layers)
        {
            output = layer.Forward(output);
        }

        var (best, label) = (0, set.Labels[example]);
        for (var i = 1; i < output.Length; i++)
        {
            best = output[i] > output[best] ? i : best;
        }

        // The greatest logit is taken out first, so that no exponential overflows.
        var sum = 0.0;
        for (var i = 0; i < output.Length; i++)
        {
            sum += _probabilities[i] = MathF.Exp(output[i] - output[best]);
        }

        for (var i = 0; i < output.Length; i++)
        {
            _probabilities[i] = (float)(_probabilities[i] / sum);
        }

        right += best == label ? 1 : 0;
        return Math.Log(sum) - (output[label] - output[best]);
    }
}
