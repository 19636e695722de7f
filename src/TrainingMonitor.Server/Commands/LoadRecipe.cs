using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Commands;

/// <summary>How a script starts from a checkpoint, when none is running that could be asked to: a line to paste.</summary>
internal static class LoadRecipe
{
    public static string Of(Checkpoint checkpoint)
    {
        // JSON's way to quote is Python's too.
        var path = JsonEncodedText.Encode(checkpoint.Filepath, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        var file = $"\"{path}\"";
        var load = checkpoint.Format switch
        {
            "pt" or "pth" => $"import torch; state = torch.load({file}, map_location=\"cpu\", weights_only=True)",
            "safetensors" => $"from safetensors.torch import load_file; state = load_file({file})",
            "npz" => $"import numpy; state = numpy.load({file}, allow_pickle=False)",
            "onnx" => $"import onnxruntime; session = onnxruntime.InferenceSession({file})",
            _ => $"state = open({file}, \"rb\").read()",
        };
        var step = checkpoint.Step is { } at ? $"  # saved at step {at}" : "";
        return $"{load}{step}";
    }
}
