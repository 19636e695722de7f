using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.DataSets;

/// <summary>What a data set from a client must keep to before the store sees it.</summary>
internal static class DataSetRules
{
    private const int LongestDescription = 100_000;

    public static void Check(NewDataSet dataSet)
    {
        TextRule.Name("name", dataSet.Name);
        TextRule.Id("id", dataSet.Id);
        TextRule.Prose("description", dataSet.Description, LongestDescription);
        if (dataSet.ExpectedFiles is < 1 or > DataSetUpload.MostFiles)
        {
            throw ProblemException.BadRequest($"got expected_files {dataSet.ExpectedFiles}, want 1 to {DataSetUpload.MostFiles}");
        }
    }

    public static void Check(DataSetUpdate update)
    {
        TextRule.Name("name", update.Name);
        TextRule.Prose("description", update.Description, LongestDescription);
        TextRule.Prose("error", update.Error, 2000);
    }
}
