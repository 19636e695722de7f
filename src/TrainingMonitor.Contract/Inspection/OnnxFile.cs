using System.Globalization;
using System.Text;

namespace TrainingMonitor.Contract.Inspection;

/// <summary>The initializers of an ONNX graph, out of its protobuf: <c>ModelProto.graph</c> = 7, <c>GraphProto.initializer</c> = 5.</summary>
internal static class OnnxFile
{
    private const int Graph = 7;
    private const int Initializer = 5;
    private const int Dims = 1;
    private const int DataType = 2;
    private const int Name = 8;

    private static readonly string[] Types =
    [
        "undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "float64", "uint32", "uint64", "complex64", "complex128", "bfloat16",
    ];

    public static CheckpointStructure Read(Stream file)
    {
        var model = new ProtobufReader(file, 0, file.Length);
        ProtobufReader? graph = null;
        while (model.Next())
        {
            graph = model.Field == Graph && model.Number is null ? model.Message() : graph;
        }

        var tensors = new TensorList();
        for (var reader = graph ?? throw new InvalidDataException("got no graph"); reader.Next();)
        {
            if (reader.Field == Initializer && reader.Number is null)
            {
                Add(tensors, reader.Message());
            }
        }

        return tensors.ToStructure(keys: null);
    }

    private static void Add(TensorList tensors, ProtobufReader tensor)
    {
        var shape = new List<long>();
        var (type, name) = ("", "");
        while (tensor.Next() && shape.Count < 1000)
        {
            switch (tensor.Field)
            {
                case Dims when tensor.Number is { } size:
                    shape.Add((long)size);
                    break;
                case Dims:
                    shape.AddRange(tensor.Packed(4096));
                    break;
                case DataType when tensor.Number is { } number:
                    type = number < (ulong)Types.Length ? Types[number] : number.ToString(CultureInfo.InvariantCulture);
                    break;
                case Name when tensor.Number is null:
                    name = Encoding.UTF8.GetString(tensor.Bytes(4096));
                    break;
            }
        }

        tensors.Add(name, shape, type);
    }
}
