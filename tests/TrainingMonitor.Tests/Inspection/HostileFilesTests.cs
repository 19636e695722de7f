using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Inspection;

namespace TrainingMonitor.Tests.Inspection;

public class HostileFilesTests
{
    [Theory]
    [InlineData("", "empty stack")]
    [InlineData("2", "empty stack")]
    [InlineData("t", "mark")]
    [InlineData("s", "empty stack")]
    [InlineData("R", "empty stack")]
    [InlineData("o", "mark")]
    [InlineData("h\u0007", "never kept")]
    [InlineData("X\u00ff\u00ff\u00ff\u007fabc", "cut short")]
    [InlineData("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffabc", "cut short")]
    [InlineData("\u0082\u0001", "opcode 0x82")]
    [InlineData("\u0097", "opcode 0x97")]
    [InlineData("NN\u0093", "no text")]
    [InlineData("cos\nsystem", "cut short")]
    [InlineData("gx\n", "no number")]
    public void A_pickle_that_is_none_is_invalid(string opcodes, string contains)
    {
        var found = Inspect("pt", Archive(Encoding.Latin1.GetBytes(opcodes + ".")));

        Assert.Equal(CheckpointValidity.Invalid, found.Validity);
        Assert.Contains(contains, found.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cos\nsystem\n", "os.system")]
    [InlineData("(X\u0004\0\0\0evaliposix\nsystem\n", "posix.system")]
    [InlineData("\u008c\u0008builtins\u008c\u0004eval\u0093", "builtins.eval")]
    [InlineData("ctorch.storage\n_load_from_bytes\n0cbuiltins\nexec\n0N", "builtins.exec")]
    public void Every_way_to_name_code_is_seen(string opcodes, string code) =>
        Assert.Contains(code, Inspect("pt", Archive(Encoding.Latin1.GetBytes(opcodes + "."))).Structure!.UnsafeGlobals);

    [Fact]
    public void Lists_within_lists_that_would_never_end_are_given_up()
    {
        // Each list holds the one before it ten times: ten to the forty-eighth values.
        var pickle = new StringBuilder("]q\0");
        for (var level = 1; level < 48; level++)
        {
            pickle.Append("](").Insert(pickle.Length, "h" + (char)(level - 1), 10).Append("eq").Append((char)level);
        }

        Assert.Equal(CheckpointValidity.Invalid, Inspect("pt", Archive(Encoding.Latin1.GetBytes(pickle + "."))).Validity);
    }

    [Fact]
    public void A_million_levels_do_not_overflow_the_stack() =>
        Assert.Equal(CheckpointValidity.Valid, Inspect("pt", Archive(Encoding.Latin1.GetBytes(new string(']', 1_000_000) + new string('a', 999_999) + "."))).Validity);

    [Fact]
    public void A_bomb_is_not_unpacked()
    {
        var found = Inspect("pt", Archive(new byte[80 << 20]));

        Assert.Contains("more than 64 MB", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_hung_behind_a_pickle_does_not_hide_it()
    {
        byte[] both = [.. "cos\nsystem\n(Vtrue\ntR."u8, .. Archive("}."u8.ToArray())];

        Assert.Equal(CheckpointValidity.Invalid, Inspect("pt", both).Validity);
    }

    [Fact]
    public void Two_pickles_in_one_archive_are_refused()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("a/data.pkl");
            zip.CreateEntry("b/data.pkl");
        }

        Assert.Contains("got 2 data.pkl", Inspect("pt", bytes.ToArray()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}""", 24, CheckpointValidity.Valid)]
    [InlineData("""{"__metadata__":{"by":"me"},"w":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4, CheckpointValidity.Valid)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}""", 23, CheckpointValidity.Invalid)]
    [InlineData("""{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,24]}}""", 24, CheckpointValidity.Invalid)]
    [InlineData("""{"w":{"dtype":"F32","shape":[9223372036854775807,9],"data_offsets":[0,24]}}""", 24, CheckpointValidity.Invalid)]
    [InlineData("""{"w":{"dtype":"F32","shape":"x","data_offsets":[0,24]}}""", 24, CheckpointValidity.Invalid)]
    [InlineData("""{"w":{"shape":[1]}}""", 4, CheckpointValidity.Invalid)]
    [InlineData("""{"w":7}""", 0, CheckpointValidity.Invalid)]
    [InlineData("""[1]""", 0, CheckpointValidity.Invalid)]
    [InlineData("""{"w":""", 0, CheckpointValidity.Invalid)]
    public void A_safetensors_header_must_fit_its_file(string header, int data, CheckpointValidity want)
    {
        var file = new byte[8 + header.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        Encoding.UTF8.GetBytes(header, file.AsSpan(8));

        Assert.Equal(want, Inspect("safetensors", file).Validity);
    }

    [Fact]
    public void A_header_longer_than_its_file_is_not_allocated() =>
        Assert.Contains("header of", Inspect("safetensors", [255, 255, 255, 255, 255, 255, 255, 127, 0]).Reason, StringComparison.Ordinal);

    [Fact]
    public void The_initializers_of_an_onnx_graph_are_its_tensors()
    {
        // ModelProto { ir_version 8, graph { initializer { dims 2, dims 3, data_type 1, name "w", raw_data … } } }
        byte[] tensor = [8, 2, 8, 3, 16, 1, 66, 1, (byte)'w', 74, 24, .. new byte[24]];
        byte[] graph = [42, (byte)tensor.Length, .. tensor];

        var found = Inspect("onnx", [8, 8, 58, (byte)graph.Length, .. graph]);

        Assert.Equal(CheckpointValidity.Valid, found.Validity);
        var one = Assert.Single(found.Structure!.Tensors);
        Assert.Equal(("w", "float32", 6L), (one.Name, one.Dtype, found.Structure.Parameters));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 8, 8 })]
    [InlineData(new byte[] { 58, 200, 1 })]
    [InlineData(new byte[] { 58, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 59, 1 })]
    public void Bytes_that_are_no_graph_are_invalid(byte[] bytes) => Assert.Equal(CheckpointValidity.Invalid, Inspect("onnx", bytes).Validity);

    [Theory]
    [InlineData("pt")]
    [InlineData("safetensors")]
    [InlineData("npz")]
    [InlineData("onnx")]
    public void Noise_gets_an_answer(string format)
    {
        var random = new Random(11);
        for (var i = 0; i < 300; i++)
        {
            var noise = new byte[random.Next(2000)];
            random.NextBytes(noise);
            Assert.NotEqual(CheckpointValidity.Missing, Inspect(format, noise).Validity);
        }
    }

    [Fact]
    public void Another_ending_is_not_looked_into() =>
        Assert.Equal(new Finding("bin", null, CheckpointValidity.Unverified, null), Inspect(CheckpointInspection.FormatOf("weights.BIN"), [1]));

    private static Finding Inspect(string format, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return CheckpointInspection.Inspect(stream, format);
    }

    private static byte[] Archive(byte[] pickle)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("archive/data.pkl").Open();
            entry.Write(pickle);
        }

        return bytes.ToArray();
    }
}
