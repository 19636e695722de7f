namespace Digits;

/// <summary>Every example once an epoch, in an order that the seed gives; batches run on across the border of two epochs.</summary>
internal sealed class Batches
{
    private readonly Random _random;
    private readonly int[] _order;
    private readonly int[] _batch;
    private int _next;

    public Batches(int examples, int batchSize, int seed)
    {
        _random = new Random(seed);
        _order = [.. Enumerable.Range(0, examples)];
        _batch = new int[batchSize];
        _next = examples;
    }

    public ReadOnlySpan<int> Next()
    {
        for (var i = 0; i < _batch.Length; i++)
        {
            if (_next == _order.Length)
            {
                _random.Shuffle(_order);
                _next = 0;
            }

            _batch[i] = _order[_next++];
        }

        return _batch;
    }
}
