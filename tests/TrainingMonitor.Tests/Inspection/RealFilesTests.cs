using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Inspection;

namespace TrainingMonitor.Tests.Inspection;

/// <summary>Files as the real libraries write them, all made by one start of Python.</summary>
public sealed class RealFilesTests(RealFilesTests.Files files) : IClassFixture<RealFilesTests.Files>
{
    public sealed class Files : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

        public async ValueTask InitializeAsync() => await TorchScript.RunAsync(_folder.Path, """
            import os, torch, numpy
            model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.BatchNorm1d(3))
            optimizer = torch.optim.AdamW(model.parameters())
            model(torch.ones(2, 4)).sum().backward(); optimizer.step()
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": 7, "half": torch.ones(2, 5).half()}
            torch.save(state, "state.pt")
            torch.save(state, "old.pth", _use_new_zipfile_serialization=False)
            torch.save(model, "whole.pt")
            torch.save(model.state_dict(), "plain.pt")
            torch.save(torch.zeros(6), "tensor.pt")
            class Evil:
                def __reduce__(self):
                    return (os.system, ("touch executed",))
            torch.save({"model": {}, "x": Evil()}, "evil.pt")
            torch.save({"model": {}, "x": Evil()}, "evil-old.pt", _use_new_zipfile_serialization=False)
            numpy.savez("arrays.npz", a=numpy.zeros((2, 3), "float32"), b=numpy.float64(1), c=numpy.arange(5))
            numpy.savez_compressed("objects.npz", a=numpy.array([{"x": 1}], dtype=object))
            """);

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public void A_state_dict_shows_its_keys_tensors_and_parameters()
    {
        var found = Inspect("state.pt", "model", "optimizer");

        Assert.Equal((CheckpointValidity.Valid, null), (found.Validity, found.Reason));
        Assert.Equal(["model", "optimizer", "step", "half"], found.Structure!.Keys);
        Assert.Empty(found.Structure.UnsafeGlobals);
        var weight = Assert.Single(found.Structure.Tensors, tensor => tensor.Name == "model.0.weight");
        Assert.Equal([3, 4], weight.Shape);
        Assert.Equal("float32", weight.Dtype);
        Assert.Contains(found.Structure.Tensors, tensor => tensor is { Name: "half", Dtype: "float16" });
        Assert.Contains(found.Structure.Tensors, tensor => tensor.Name == "optimizer.state.0.exp_avg");
        Assert.Equal(found.Structure.Tensors.Sum(tensor => tensor.Shape.Aggregate(1L, (a, b) => a * b)), found.Structure.Parameters);
    }

    [Fact]
    public void The_outermost_keys_of_a_plain_state_dict_are_its_tensors()
    {
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked"], Inspect("plain.pt").Structure!.Keys);
        Assert.Equal(6, Inspect("tensor.pt").Structure!.Parameters);
    }

    [Fact]
    public void A_missing_key_is_named()
    {
        var found = Inspect("state.pt", "model", "scheduler");

        Assert.Equal(CheckpointValidity.Invalid, found.Validity);
        Assert.Equal("missing scheduler; got model, optimizer, step, half", found.Reason);
    }

    [Theory]
    [InlineData("evil.pt", "posix.system")]
    [InlineData("evil-old.pt", "posix.system")]
    [InlineData("whole.pt", "torch.nn.modules.container.Sequential")]
    [InlineData("objects.npz", "numpy.core.multiarray._reconstruct")]
    public void Code_that_a_file_would_import_is_named_and_never_run(string name, string code)
    {
        var found = Inspect(name);

        Assert.Equal(CheckpointValidity.Unverified, found.Validity);
        Assert.Contains(code, found.Structure!.UnsafeGlobals);
        Assert.Contains("imports code", found.Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(files.Path("executed")));
    }

    [Fact]
    public void The_format_before_1_6_is_read_and_said_to_be_unchecked()
    {
        var found = Inspect("old.pth");

        Assert.Equal(CheckpointValidity.Unverified, found.Validity);
        Assert.Equal(["model", "optimizer", "step", "half"], found.Structure!.Keys);
        Assert.Empty(found.Structure.UnsafeGlobals);
    }

    [Fact]
    public void Arrays_of_numpy_show_shape_and_type()
    {
        var found = Inspect("arrays.npz");

        Assert.Equal(CheckpointValidity.Valid, found.Validity);
        Assert.Equal(["a", "b", "c"], found.Structure!.Keys);
        Assert.Equal(12, found.Structure.Parameters);
        Assert.Equal([2, 3], found.Structure.Tensors[0].Shape);
        Assert.Equal("<f4", found.Structure.Tensors[0].Dtype);
        Assert.Empty(found.Structure.Tensors[1].Shape);
    }

    /// <summary>Every file cut at many places, and with bytes changed: never anything but an answer.</summary>
    [Theory]
    [InlineData("state.pt")]
    [InlineData("old.pth")]
    [InlineData("arrays.npz")]
    public void A_damaged_file_gets_an_answer(string name)
    {
        var whole = File.ReadAllBytes(files.Path(name));
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var damaged = whole.AsSpan(0, i % 2 == 0 ? random.Next(whole.Length) : whole.Length).ToArray();
            for (var n = 0; n < i % 5 && damaged.Length > 0; n++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            using var stream = new MemoryStream(damaged);
            var found = CheckpointInspection.Inspect(stream, CheckpointInspection.FormatOf(name));
            Assert.True(found.Validity == CheckpointValidity.Invalid || found.Structure is not null);
        }
    }

    private Finding Inspect(string name, params string[] required)
    {
        using var file = File.OpenRead(files.Path(name));
        return CheckpointInspection.Inspect(file, CheckpointInspection.FormatOf(name), required);
    }
}
