using System.Collections;
using System.Globalization;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Jobs;

/// <summary>
/// The variables of a job's command: a few of the server's own that programs need to be found and to find their libraries, the
/// job's, and those by which the script learns of its data set, base model and GPUs. Nothing else of the server's leaks.
/// </summary>
internal static class LaunchEnvironment
{
    private static readonly string[] Passed =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "TERM", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR",
    ];

    private static readonly string[] PassedFamilies = ["LC_", "CUDA_", "NVIDIA_", "NCCL_", "CONDA", "DOTNET_", "OMP_", "MKL_", "OPENBLAS_", "HF_", "TORCH_", "XLA_", "PYENV_"];

    public static Dictionary<string, string> Of(Job job, DataStore store, string dataFolder, Func<Model, string> fileOf)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry pair in Environment.GetEnvironmentVariables())
        {
            var name = (string)pair.Key;
            if (Passed.Contains(name) || PassedFamilies.Any(family => name.StartsWith(family, StringComparison.Ordinal)))
            {
                variables[name] = (string?)pair.Value ?? "";
            }
        }

        foreach (var (name, value) in job.Env)
        {
            variables[name] = value;
        }

        if (job.DatasetId is { } dataSet)
        {
            variables["TRAINING_MONITOR_DATASET_ID"] = dataSet;
            variables["TRAINING_MONITOR_DATASET"] = Path.Combine(dataFolder, "datasets", dataSet);
        }

        if (job.BaseModel is { } model)
        {
            variables["TRAINING_MONITOR_BASE_MODEL"] = FileOf(model, store, fileOf);
        }

        if (job.Gpus > 0)
        {
            // CUDA counts the fastest first unless told to count as the driver does, by which these indexes were chosen.
            variables["CUDA_DEVICE_ORDER"] = "PCI_BUS_ID";
            variables["CUDA_VISIBLE_DEVICES"] = string.Join(',', job.GpuIndexes.Select(index => index.ToString(CultureInfo.InvariantCulture)));
        }

        return variables;
    }

    /// <summary>A model's file, or what was given where that is no model.</summary>
    private static string FileOf(string model, DataStore store, Func<Model, string> fileOf)
    {
        try
        {
            return Id.IsValid(model) ? fileOf(store.Models.Get(model)) : model;
        }
        catch (UnknownRecordException)
        {
            return model;
        }
    }
}
