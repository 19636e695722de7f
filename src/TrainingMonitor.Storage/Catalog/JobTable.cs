using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>The tables <c>jobs</c> and <c>templates</c>.</summary>
internal static class JobTable
{
    public static void Put(SqliteConnection connection, long run, Job job) =>
        Sql.Run(
            connection,
            "INSERT INTO jobs (run, spec) VALUES ($1, $2) ON CONFLICT (run) DO UPDATE SET spec = excluded.spec",
            run, JsonSerializer.Serialize(job, WireJson.Default.Job));

    public static Job? Find(SqliteConnection connection, long run) =>
        StoredJson.Untold.Read("", Sql.Scalar<string>(connection, "SELECT spec FROM jobs WHERE run = $1", run), WireJson.Default.Job!, null);

    /// <summary>The names of the runs that wait or run with a data set, in the order in which they came.</summary>
    public static List<string> ActiveWith(SqliteConnection connection, string id, Func<Job, bool> uses)
    {
        // The text narrows down what is read at all; the specification decides.
        using var command = Sql.Command(
            connection,
            "SELECT r.name, j.spec FROM jobs j JOIN runs r ON r.run = j.run WHERE r.status IN ('pending', 'queued', 'running') AND j.spec LIKE $1 ESCAPE '\\' ORDER BY r.run",
            SqlText.Containing(id));
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            if (StoredJson.Untold.Read("", reader.GetString(1), WireJson.Default.Job!, null) is { } job && uses(job))
            {
                names.Add(reader.GetString(0));
            }
        }

        return names;
    }

    public static void PutTemplate(SqliteConnection connection, JobTemplate template) =>
        Sql.Run(
            connection,
            "INSERT INTO templates (name, body) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET body = excluded.body",
            template.Name, JsonSerializer.Serialize(template, WireJson.Default.JobTemplate));

    public static bool DeleteTemplate(SqliteConnection connection, string name) =>
        Sql.Run(connection, "DELETE FROM templates WHERE name = $1", name) > 0;

    public static List<JobTemplate> Templates(SqliteConnection connection)
    {
        using var command = Sql.Command(connection, "SELECT body FROM templates ORDER BY name");
        using var reader = command.ExecuteReader();
        var found = new List<JobTemplate>();
        while (reader.Read())
        {
            if (StoredJson.Untold.Read("", reader.GetString(0), WireJson.Default.JobTemplate!, null) is { } template)
            {
                found.Add(template);
            }
        }

        return found;
    }
}
