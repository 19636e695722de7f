namespace Digits;

/// <summary>A trained array with its gradient and Adam's two moving averages, all of one length.</summary>
internal sealed class Parameter
{
    public Parameter(string name, int[] shape)
    {
        var length = shape.Aggregate(1, (product, size) => product * size);
        Name = name;
        Shape = shape;
        Values = new float[length];
        Gradients = new float[length];
        FirstMoment = new float[length];
        SecondMoment = new float[length];
    }

    public string Name { get; }
    public int[] Shape { get; }
    public float[] Values { get; }
    public float[] Gradients { get; }
    public float[] FirstMoment { get; }
    public float[] SecondMoment { get; }
}
